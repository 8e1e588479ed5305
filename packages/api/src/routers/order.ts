import {
  allocateOrderOutput,
  cancelLinesInput,
  createOrderInput,
  orderReasonInput,
  orderRef,
  orderStepInput,
  updateOrderInput,
} from "@invista/contracts/order/order";
import { getOrderInput, listOrdersInput, listOrdersOutput, orderView } from "@invista/contracts/order/read-order";
import {
  allocateOrder,
  cancelLines,
  cancelOrder,
  confirmOrder,
  createOrder,
  getOrder,
  holdOrder,
  listOrders,
  placeOrder,
  releaseOrder,
  updateOrder,
} from "@invista/domain/orders";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const orderRouter = router({
  list: query("order:read", "GET /orders", "Orders, by page")
    .input(listOrdersInput)
    .output(listOrdersOutput)
    .query(({ ctx, input }) => listOrders(ctx.read, input)),
  get: query("order:read", "GET /orders/{id}", "One order with lines, reservations, timeline and next steps")
    .input(getOrderInput)
    .output(orderView)
    .query(({ ctx, input }) => getOrder(ctx.read, input)),
  create: command("order:create", "POST /orders", "Create a draft, or place an order with its stock reserved")
    .input(createOrderInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createOrder(work, input))),
  update: command("order:update", "PATCH /orders/{id}", "Replace the lines of a draft")
    .input(updateOrderInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateOrder(work, input))),
  place: command("order:create", "POST /orders/{id}/place", "Place a draft: reserve its stock")
    .input(orderStepInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => placeOrder(work, input))),
  confirm: command("order:confirm", "POST /orders/{id}/confirm", "Confirm a placed order")
    .input(orderStepInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => confirmOrder(work, input))),
  hold: command("order:hold", "POST /orders/{id}/hold", "Put an order on hold; its stock stays reserved")
    .input(orderReasonInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => holdOrder(work, input))),
  release: command("order:hold", "POST /orders/{id}/release", "Take an order off hold")
    .input(orderStepInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => releaseOrder(work, input))),
  allocate: command("order:update", "POST /orders/{id}/allocate", "Reserve what lines on backorder still need")
    .input(orderStepInput)
    .output(allocateOrderOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => allocateOrder(work, input))),
  cancelLines: command("order:cancel", "POST /orders/{id}/cancel-lines", "Give up what is open of lines")
    .input(cancelLinesInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => cancelLines(work, input))),
  cancel: command("order:cancel", "POST /orders/{id}/cancel", "Cancel an order and release its stock")
    .input(orderReasonInput)
    .output(orderRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => cancelOrder(work, input))),
});
