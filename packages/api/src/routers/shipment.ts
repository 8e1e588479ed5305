import {
  board,
  boardInput,
  getShipmentInput,
  listShipmentsInput,
  listShipmentsOutput,
  pickRoute,
  pickRouteInput,
  shipmentView,
} from "@invista/contracts/shipment/read-shipment";
import {
  createShipmentsInput,
  createWaveInput,
  packShipmentInput,
  pickedOutput,
  pickShipmentInput,
  putBackInput,
  shipmentReasonInput,
  shipmentRef,
  shipmentRefs,
  shipmentStepInput,
  shipShipmentInput,
  shortPickInput,
  shortPickOutput,
  waveRef,
} from "@invista/contracts/shipment/shipment";
import {
  cancelShipment,
  createShipments,
  createWave,
  deliverShipment,
  getBoard,
  getPickRoute,
  getShipment,
  listShipments,
  loseShipment,
  packShipment,
  pickShipment,
  putBack,
  refuseShipment,
  shipShipment,
  shortPick,
  unpackShipment,
} from "@invista/domain/shipments";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const shipmentRouter = router({
  list: query("shipment:read", "GET /shipments", "Shipments, newest first, by page")
    .input(listShipmentsInput)
    .output(listShipmentsOutput)
    .query(({ ctx, input }) => listShipments(ctx.read, input)),
  board: query("shipment:read", "GET /shipment-board", "What waits to be picked, packed and shipped")
    .input(boardInput)
    .output(board)
    .query(({ ctx, input }) => getBoard(ctx.read, input)),
  route: query("shipment:read", "GET /pick-route", "The lines of a shipment or wave in the order of the walk")
    .input(pickRouteInput)
    .output(pickRoute)
    .query(({ ctx, input }) => getPickRoute(ctx.read, input)),
  get: query("shipment:read", "GET /shipments/{id}", "One shipment with its lines and next steps")
    .input(getShipmentInput)
    .output(shipmentView)
    .query(({ ctx, input }) => getShipment(ctx.read, input)),
  create: command("shipment:create", "POST /shipments", "Make shipments of what orders have reserved")
    .input(createShipmentsInput)
    .output(shipmentRefs)
    .mutation(({ ctx, input }) => ctx.commit((work) => createShipments(work, input))),
  createWave: command("shipment:create", "POST /pick-waves", "Put shipments on one walk")
    .input(createWaveInput)
    .output(waveRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createWave(work, input))),
  pick: command("shipment:pick", "POST /shipments/{id}/pick", "Take goods of a shipment into the hand")
    .input(pickShipmentInput)
    .output(pickedOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => pickShipment(work, input))),
  putBack: command("shipment:pick", "POST /shipments/{id}/put-back", "Put back what was picked")
    .input(putBackInput)
    .output(pickedOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => putBack(work, input))),
  short: command("shipment:pick", "POST /shipments/{id}/short", "Give up what can't be picked of a line")
    .input(shortPickInput)
    .output(shortPickOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => shortPick(work, input))),
  pack: command("shipment:pack", "POST /shipments/{id}/pack", "Pack what was picked into parcels")
    .input(packShipmentInput)
    .output(shipmentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => packShipment(work, input))),
  unpack: command("shipment:pack", "POST /shipments/{id}/unpack", "Open a packed shipment again")
    .input(shipmentStepInput)
    .output(shipmentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => unpackShipment(work, input))),
  ship: command("shipment:ship", "POST /shipments/{id}/ship", "Let a packed shipment leave: its stock goes out")
    .input(shipShipmentInput)
    .output(shipmentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => shipShipment(work, input))),
  deliver: command("shipment:deliver", "POST /shipments/{id}/deliver", "A shipment arrived")
    .input(shipmentStepInput)
    .output(shipmentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => deliverShipment(work, input))),
  lose: command("shipment:update", "POST /shipments/{id}/lose", "The carrier lost a shipment")
    .input(shipmentReasonInput)
    .output(shipmentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => loseShipment(work, input))),
  refuse: command("shipment:update", "POST /shipments/{id}/refuse", "The customer refused a shipment")
    .input(shipmentReasonInput)
    .output(shipmentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => refuseShipment(work, input))),
  cancel: command("shipment:cancel", "POST /shipments/{id}/cancel", "Give up a shipment that has not left")
    .input(shipmentReasonInput)
    .output(shipmentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => cancelShipment(work, input))),
});
