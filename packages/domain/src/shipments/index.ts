export { createShipments } from "./create-shipments.ts";
export { createWave } from "./create-wave.ts";
export { pickShipment, putBack } from "./pick-shipment.ts";
export { shortPick } from "./short-pick.ts";
export { packShipment, unpackShipment } from "./pack-shipment.ts";
export { shipShipment } from "./ship-shipment.ts";
export { cancelShipment, deliverShipment, loseShipment, refuseShipment } from "./close-shipment.ts";
export { getBoard } from "./read-board.ts";
export { getPickRoute, getShipment, listShipments } from "./read-shipments.ts";
