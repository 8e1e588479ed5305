export { approveTransfer, cancelTransfer, createTransfer } from "./create-transfer.ts";
export { dispatchTransfer } from "./dispatch-transfer.ts";
export { getTransfer, listTransfers } from "./read-transfers.ts";
export { receiveTransfer, resolveTransfer } from "./receive-transfer.ts";
