import { neonClient } from "@invista/db";
import { KEY } from "@invista/testkit/makers";

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

export const seen = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
/** One of these, or nothing where there is none. */
export const one = <T>(all: readonly T[], { index }: Drawn): T | undefined => all[index % Math.max(all.length, 1)];
/** The documents in one of these states, or now and then, or where there is none such, any: a step that is not lawful has to be refused. */
const fitting = <T extends { status: string }>(
  all: readonly T[],
  drawn: Drawn,
  states: readonly string[],
): T | undefined => {
  const fit = all.filter((document) => states.includes(document.status));
  return one(fit.length === 0 || drawn.index % 11 === 0 ? all : fit, drawn);
};
export const orderOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(await neonClient.order.findMany({ where: { customerId }, orderBy: { orderNumber: "asc" } }), drawn, states);
export const shipmentOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(
    await neonClient.shipment.findMany({ where: { order: { customerId } }, orderBy: { shipmentNumber: "asc" } }),
    drawn,
    states,
  );
export const returnOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(
    await neonClient.returnOrder.findMany({ where: { customerId }, orderBy: { rmaNumber: "asc" } }),
    drawn,
    states,
  );
export const invoiceOf = async ({ customerId }: Market, drawn: Drawn, ...states: string[]) =>
  fitting(
    await neonClient.invoice.findMany({ where: { customerId, kind: "SALES" }, orderBy: { createdAt: "asc" } }),
    drawn,
    states,
  );

export type Step = (market: Market, drawn: Drawn) => Promise<unknown>;
