import { orderRef } from "@invista/contracts/order/order";
import {
  getReturnInput,
  inspectReturnInput,
  listReturnsInput,
  listReturnsOutput,
  receiveReturnInput,
  refundReturnOutput,
  replaceReturnInput,
  requestReturnInput,
  returnableInput,
  returnableOutput,
  returnReasonInput,
  returnRef,
  returnStepInput,
  returnView,
} from "@invista/contracts/returns/returns";
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  getReturn,
  inspectReturn,
  listReturns,
  receiveReturn,
  refundReturn,
  rejectReturn,
  reopenReturn,
  replaceReturn,
  requestReturn,
  returnable,
} from "@invista/domain/returns";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const returnsRouter = router({
  list: query("return:read", "GET /returns", "Goods that come back from customers, newest first, by page")
    .input(listReturnsInput)
    .output(listReturnsOutput)
    .query(({ ctx, input }) => listReturns(ctx.read, input)),
  returnable: query("return:read", "GET /orders/{orderId}/returnable", "What of an order can still come back")
    .input(returnableInput)
    .output(returnableOutput)
    .query(({ ctx, input }) => returnable(ctx.read, input)),
  get: query("return:read", "GET /returns/{id}", "One return with its lines")
    .input(getReturnInput)
    .output(returnView)
    .query(({ ctx, input }) => getReturn(ctx.read, input)),
  request: command("return:create", "POST /orders/{orderId}/returns", "Ask for goods of an order to come back")
    .input(requestReturnInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => requestReturn(work, input))),
  approve: command("return:approve", "POST /returns/{id}/approve", "Let the customer send the goods")
    .input(returnStepInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => approveReturn(work, input))),
  reject: command("return:approve", "POST /returns/{id}/reject", "Refuse a return that was asked for")
    .input(returnReasonInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => rejectReturn(work, input))),
  cancel: command("return:create", "POST /returns/{id}/cancel", "Give a return up whose goods have not come")
    .input(returnReasonInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => cancelReturn(work, input))),
  receive: command("return:receive", "POST /returns/{id}/receive", "Book what came back into quarantine")
    .input(receiveReturnInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => receiveReturn(work, input))),
  inspect: command("return:inspect", "POST /returns/{id}/inspect", "Decide what becomes of what came back")
    .input(inspectReturnInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => inspectReturn(work, input))),
  refund: command("return:refund", "POST /returns/{id}/refund", "Credit what came back")
    .input(returnStepInput)
    .output(refundReturnOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => refundReturn(work, input))),
  replace: command("return:approve", "POST /returns/{id}/replace", "Order anew what is to be replaced")
    .input(replaceReturnInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => replaceReturn(work, input))),
  close: command("return:close", "POST /returns/{id}/close", "Close a return")
    .input(returnStepInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => closeReturn(work, input))),
  reopen: command("return:close", "POST /returns/{id}/reopen", "Open a closed return again")
    .input(returnStepInput)
    .output(returnRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => reopenReturn(work, input))),
});
