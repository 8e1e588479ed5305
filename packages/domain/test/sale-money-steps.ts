import { disposition } from "@invista/contracts/returns/returns";
import { commit, KEY, reader } from "@invista/testkit/makers";
import {
  creditInvoice,
  discardInvoice,
  draftInvoice,
  getInvoice,
  issueInvoice,
  recordPayment,
  refundPayment,
} from "../src/invoices/index.ts";
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  getReturn,
  inspectReturn,
  receiveReturn,
  refundReturn,
  replaceReturn,
  requestReturn,
  returnable,
} from "../src/returns/index.ts";
import { invoiceOf, one, orderOf, returnOf, seen, type Step } from "./sale-scene.ts";

/** The way back of goods, and the way of money. */
export const MONEY_STEPS = {
  askBack: async (market, drawn) => {
    const order = await orderOf(market, drawn, "COMPLETED", "PROCESSING");
    const line = order && one((await returnable(reader(), { orderId: order.id })).lines, drawn);
    const quantity = drawn.index % 4 === 0 ? drawn.quantity : Math.min(drawn.quantity, Number(line?.left));
    const lines = line && [{ orderItemId: line.orderItemId, lotId: line.lotId, quantity: String(quantity) }];
    return (
      lines &&
      commit((work) =>
        requestReturn(work, {
          orderId: order.id,
          warehouseId: null,
          reason: "OTHER",
          note: null,
          lines,
          idempotencyKey: KEY,
        }),
      )
    );
  },
  letBack: async (market, drawn) => {
    const of = await returnOf(market, drawn, "REQUESTED");
    return of && commit((work) => approveReturn(work, seen(of)));
  },
  keep: async (market, drawn) => {
    const of = await returnOf(market, drawn, "REQUESTED");
    return of && commit((work) => cancelReturn(work, { ...seen(of), reason: "Keeps it" }));
  },
  comeBack: async (market, drawn) => {
    const of = await returnOf(market, drawn, "APPROVED");
    const [line] = of ? (await getReturn(reader(), { id: of.id })).lines : [];
    return (
      of &&
      line &&
      commit((work) => receiveReturn(work, { ...seen(of), lines: [{ itemId: line.id, quantity: line.quantity }] }))
    );
  },
  decide: async (market, drawn) => {
    const of = await returnOf(market, drawn, "RECEIVED");
    const [line] = of ? (await getReturn(reader(), { id: of.id })).lines : [];
    const fate = drawn.quantity > 4 ? "REPLACE" : one(disposition.options, drawn);
    return (
      of &&
      line &&
      fate &&
      commit((work) =>
        inspectReturn(work, {
          ...seen(of),
          parts: [
            { itemId: line.id, disposition: fate, quantity: line.received, location: fate === "RESTOCK" ? "B-1" : "" },
          ],
        }),
      )
    );
  },
  refundReturn: async (market, drawn) => {
    const of = await returnOf(market, drawn, "INSPECTED");
    return of && commit((work) => refundReturn(work, seen(of)));
  },
  replaceReturn: async (market, drawn) => {
    const of = await returnOf(market, drawn, "INSPECTED");
    return of && commit((work) => replaceReturn(work, { ...seen(of), place: true }));
  },
  closeReturn: async (market, drawn) => {
    const of = await returnOf(market, drawn, "INSPECTED");
    return of && commit((work) => closeReturn(work, seen(of)));
  },
  draft: async (market, drawn) => {
    const order = await orderOf(market, drawn, "COMPLETED", "PROCESSING");
    return order && commit((work) => draftInvoice(work, { orderId: order.id, note: null, idempotencyKey: KEY }));
  },
  issue: async (market, drawn) => {
    const invoice = await invoiceOf(market, drawn, "DRAFT");
    return invoice && commit((work) => issueInvoice(work, { ...seen(invoice), fxRate: null }));
  },
  discard: async (market, drawn) => {
    const invoice = await invoiceOf(market, drawn, "DRAFT");
    return invoice && commit((work) => discardInvoice(work, seen(invoice)));
  },
  pay: async (market, drawn) => {
    const invoice = await invoiceOf(market, drawn, "ISSUED", "PARTIALLY_PAID");
    return (
      invoice &&
      commit((work) =>
        recordPayment(work, {
          invoiceId: invoice.id,
          amount: String(drawn.quantity * 2),
          method: "BANK",
          reference: null,
          paidAt: null,
          note: null,
          idempotencyKey: KEY,
        }),
      )
    );
  },
  payBack: async (market, drawn) => {
    const invoice = await invoiceOf(market, drawn, "PAID", "PARTIALLY_PAID");
    const payment = invoice && one((await getInvoice(reader(), { id: invoice.id })).payments, drawn);
    return (
      payment &&
      commit((work) =>
        refundPayment(work, {
          paymentId: payment.id,
          amount: String(drawn.quantity),
          reference: null,
          reason: "Back",
          idempotencyKey: KEY,
        }),
      )
    );
  },
  credit: async (market, drawn) => {
    const invoice = await invoiceOf(market, drawn, "ISSUED", "PAID", "PARTIALLY_PAID");
    const line = invoice && one((await getInvoice(reader(), { id: invoice.id })).lines, drawn);
    const lines = line && (drawn.index % 2 === 0 ? [{ itemId: line.id, quantity: String(drawn.quantity) }] : undefined);
    return (
      invoice &&
      commit((work) => creditInvoice(work, { ...seen(invoice), reason: "Wrong", ...(lines ? { lines } : {}) }))
    );
  },
} as const satisfies Record<string, Step>;
