import { z } from "zod";
import { id } from "../text.ts";
import { movementRow } from "../stock/list-stock.ts";

export const getDashboardInput = z.strictObject({ warehouseId: id.optional() });
export type GetDashboardInput = z.infer<typeof getDashboardInput>;
const tile = z.object({ count: z.int(), detail: z.string().nullable() });

export const dashboardView = z.object({
  tiles: z.object({
    pendingOrders: tile,
    lateToShip: tile,
    toReceive: tile,
    belowReorder: tile,
    stockOuts: tile,
    expiring: tile,
    countsDue: tile,
    inspections: tile,
  }),
  currency: z.string(),
  /** Null without cost:read. */
  stockValue: z.string().nullable(),
  valueHistory: z.array(z.object({ day: z.string(), value: z.string() })).nullable(),
  warehouses: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      positions: z.int(),
      value: z.string().nullable(),
      reserved: z.string(),
      openOrders: z.int(),
    }),
  ),
  recent: z.array(movementRow),
  doNext: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      title: z.string(),
      detail: z.string(),
      state: z.string(),
      tone: z.enum(["neutral", "info", "warning", "danger"]),
    }),
  ),
  totals: z.object({ products: z.int(), positions: z.int(), orders: z.int() }),
});
export type DashboardView = z.infer<typeof dashboardView>;

export const checkInvariantsInput = z.strictObject({});
export const checkInvariantsOutput = z.object({
  ok: z.boolean(),
  checkedAt: z.string(),
  rules: z.array(z.object({ rule: z.string(), violations: z.int(), sample: z.string().nullable() })),
});
export type InvariantReport = z.infer<typeof checkInvariantsOutput>;
