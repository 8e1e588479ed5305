import { commit, KEY, reader } from "@invista/testkit/makers";
import {
  allocateOrder,
  cancelLines,
  cancelOrder,
  confirmOrder,
  createOrder,
  getOrder,
  holdOrder,
  releaseOrder,
} from "../src/orders/index.ts";
import {
  cancelShipment,
  createShipments,
  deliverShipment,
  getShipment,
  loseShipment,
  packShipment,
  pickShipment,
  refuseShipment,
  shipShipment,
  shortPick,
} from "../src/shipments/index.ts";
import { MONEY_STEPS } from "./sale-money-steps.ts";
import { one, orderOf, seen, shipmentOf, type Step } from "./sale-scene.ts";

/** Every step from the order to the door by its name; one whose document is not there does nothing, one that is not lawful is refused. */
const ORDER_STEPS = {
  order: (market, { index, quantity }) =>
    commit((work) =>
      createOrder(work, {
        customerId: market.customerId,
        lines: market.productIds.slice(0, 1 + (index % 2)).map((productId) => ({
          productId,
          quantity: String(quantity),
          unitPrice: "3.335",
          taxRateBps: 1_900,
          warehouseId: null,
        })),
        currency: null,
        warehouseId: null,
        requestedAt: null,
        note: null,
        place: true,
        idempotencyKey: KEY,
      }),
    ),
  confirm: async (market, drawn) => {
    const order = await orderOf(market, drawn, "PENDING");
    return order && commit((work) => confirmOrder(work, seen(order)));
  },
  hold: async (market, drawn) => {
    const order = await orderOf(market, drawn, "PENDING", "CONFIRMED");
    return order && commit((work) => holdOrder(work, { ...seen(order), reason: "Wait" }));
  },
  release: async (market, drawn) => {
    const order = await orderOf(market, drawn, "ON_HOLD");
    return order && commit((work) => releaseOrder(work, seen(order)));
  },
  cancel: async (market, drawn) => {
    const order = await orderOf(market, drawn, "PENDING", "ON_HOLD");
    return order && commit((work) => cancelOrder(work, { ...seen(order), reason: "No" }));
  },
  allocate: async (market, drawn) => {
    const order = await orderOf(market, drawn, "PROCESSING");
    return order && commit((work) => allocateOrder(work, seen(order)));
  },
  cancelLines: async (market, drawn) => {
    const order = await orderOf(market, drawn, "PROCESSING");
    const line = order && one((await getOrder(reader(), { id: order.id })).items, drawn);
    return (
      line &&
      commit((work) =>
        cancelLines(work, {
          ...seen(order),
          lines: [{ itemId: line.id, quantity: String(drawn.quantity) }],
          reason: "Less",
        }),
      )
    );
  },
  shipments: async (market, drawn) => {
    const order = await orderOf(market, drawn, "CONFIRMED", "PROCESSING");
    return order && commit((work) => createShipments(work, { orderIds: [order.id], idempotencyKey: KEY }));
  },
  pick: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "DRAFT", "PICKING");
    const line = shipment && one((await getShipment(reader(), { id: shipment.id })).lines, drawn);
    const lines = line && [{ lineId: line.id, quantity: drawn.index % 3 === 0 ? String(drawn.quantity) : line.left }];
    return lines && commit((work) => pickShipment(work, { id: shipment.id, lines, idempotencyKey: KEY }));
  },
  short: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "DRAFT", "PICKING");
    const line = shipment && one((await getShipment(reader(), { id: shipment.id })).lines, drawn);
    return (
      line &&
      commit((work) => shortPick(work, { id: shipment.id, lineId: line.id, reason: "NOT_FOUND", idempotencyKey: KEY }))
    );
  },
  pack: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "PICKING");
    return (
      shipment && commit((work) => packShipment(work, { ...seen(shipment), parcels: [{ weight: "1", note: null }] }))
    );
  },
  ship: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "PACKED");
    return (
      shipment && commit((work) => shipShipment(work, { ...seen(shipment), carrierId: null, trackingNumber: null }))
    );
  },
  deliver: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "SHIPPED");
    return shipment && commit((work) => deliverShipment(work, seen(shipment)));
  },
  lose: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "SHIPPED");
    return shipment && commit((work) => loseShipment(work, { ...seen(shipment), reason: "Gone" }));
  },
  refuse: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "SHIPPED");
    return shipment && commit((work) => refuseShipment(work, { ...seen(shipment), reason: "Not wanted" }));
  },
  cancelShipment: async (market, drawn) => {
    const shipment = await shipmentOf(market, drawn, "DRAFT", "PICKING", "PACKED");
    return shipment && commit((work) => cancelShipment(work, { ...seen(shipment), reason: "Later" }));
  },
} as const satisfies Record<string, Step>;

/** Every step of a sale. */
export const SALE_STEPS = { ...ORDER_STEPS, ...MONEY_STEPS };
export type SaleStep = keyof typeof SALE_STEPS;
