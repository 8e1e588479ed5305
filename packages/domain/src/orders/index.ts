export { cancelLines } from "./cancel-lines.ts";
export { cancelShipments } from "./cancel-shipments.ts";
export { allocateOrder } from "./allocate-order.ts";
export { createOrder } from "./create-order.ts";
export { inOrderScope, UNSHIPPED } from "./order-record.ts";
export { cancelOrder, confirmOrder, holdOrder, releaseOrder } from "./move-order.ts";
export { expireHold, findExpiredHolds } from "./expire-holds.ts";
export { getOrder, listOrders } from "./read-orders.ts";
export { placeOrder, updateOrder } from "./update-order.ts";
