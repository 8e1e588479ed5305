import { disposition } from "@invista/contracts/returns/returns";
import { neonClient } from "@invista/db";
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

/** A company of two warehouses and two products, with one customer. */
export interface Market {
  readonly customerId: string;
  readonly productIds: readonly string[];
}

/** What is drawn for a step: which of what there is, and how much. */
export interface Drawn {
  readonly index: number;
  readonly quantity: number;
}

const seen = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
/** One of these, or nothing where there is none. */
const one = <T>(all: readonly T[], { index }: Drawn): T | undefined => all[index % Math.max(all.length, 1)];
/** The documents in one of these states, or now and then, or where there is none such, any: a step that is not lawful has to be refused. */
const fitting = <T extends { status: string }>(
  all: readonly T[],
  drawn: Drawn,
  states: readonly string[],
): T | undefined => {
  const fit = all.filter((document) => states.includes(document.status));
  return one(fit.length === 0 || drawn.index % 11 === 0 ? all : fit, drawn);
};
const orderOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(await neonClient.order.findMany({ where: { customerId }, orderBy: { orderNumber: "asc" } }), drawn, states);
const shipmentOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(
    await neonClient.shipment.findMany({ where: { order: { customerId } }, orderBy: { shipmentNumber: "asc" } }),
    drawn,
    states,
  );
const returnOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(
    await neonClient.returnOrder.findMany({ where: { customerId }, orderBy: { rmaNumber: "asc" } }),
    drawn,
    states,
  );
const invoiceOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(
    await neonClient.invoice.findMany({ where: { customerId, kind: "SALES" }, orderBy: { createdAt: "asc" } }),
    drawn,
    states,
  );

type Step = (market: Market, drawn: Drawn) => Promise<unknown>;

/** Every step of a sale by its name; one whose document is not there does nothing, one that is not lawful is refused. */
export const SALE_STEPS = {
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
export type SaleStep = keyof typeof SALE_STEPS;
