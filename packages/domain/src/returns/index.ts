export { inspectReturn } from "./inspect-return.ts";
export { approveReturn, cancelReturn, closeReturn, rejectReturn, reopenReturn } from "./move-return.ts";
export { getReturn, listReturns } from "./read-returns.ts";
export { receiveReturn } from "./receive-return.ts";
export { requestReturn } from "./request-return.ts";
export { returnable } from "./returnable.ts";
export { refundReturn, replaceReturn } from "./settle-return.ts";
