import { z } from "zod";
import { pageInput, pageOf } from "../page.ts";
import { id, idempotencyKey } from "../text.ts";

export const healthInput = z.strictObject({});
export const healthView = z.object({
  status: z.enum(["healthy", "unhealthy"]),
  databases: z.array(z.object({ name: z.string(), ok: z.boolean(), ms: z.number().nullable() })),
  /** Null while the business database does not answer. */
  delivery: z.object({ depth: z.int(), dead: z.int(), lagSeconds: z.number() }).nullable(),
  /** A delivery that waited longer than this is an alarm. */
  alarmSeconds: z.int(),
  version: z.string(),
  startedAt: z.string(),
});
export type HealthView = z.infer<typeof healthView>;

export const listDeliveriesInput = z.strictObject({ ...pageInput, state: z.enum(["dead", "waiting"]).default("dead") });
export type ListDeliveriesInput = z.infer<typeof listDeliveriesInput>;
export const deliveryRow = z.object({
  id: z.string(),
  topic: z.string(),
  entity: z.string(),
  operationId: z.string().nullable(),
  attempts: z.int(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  deadAt: z.string().nullable(),
  nextAttemptAt: z.string(),
});
export type DeliveryRow = z.infer<typeof deliveryRow>;
export const listDeliveriesOutput = pageOf(deliveryRow);
export const replayDeliveryInput = z.strictObject({ ids: z.array(id).min(1).max(100), idempotencyKey });
export type ReplayDeliveryInput = z.infer<typeof replayDeliveryInput>;
export const replayDeliveryOutput = z.object({ replayed: z.int() });

export const searchAllInput = z.strictObject({ q: z.string().max(100) });
/** What the palette finds and opens. */
export const hitKind = z.enum([
  "product",
  "order",
  "customer",
  "shipment",
  "transfer",
  "count",
  "return",
  "invoice",
  "lot",
  "serial",
]);
export const searchAllOutput = z.object({
  hits: z.array(z.object({ kind: hitKind, id: z.string(), title: z.string(), detail: z.string() })),
});
export type SearchAllOutput = z.infer<typeof searchAllOutput>;
