import type { SavePlanInput } from "@invista/contracts/quality/plan";
import { commit, KEY, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { createLocation, getPosition } from "../stock/index.ts";
import { decideInspection, recordReadings, savePlan, startInspection } from "./index.ts";

export const check = { min: null, max: null, unit: null, expected: null, isCritical: false };
const CHECKS: SavePlanInput["checks"] = [
  { ...check, name: "Diameter", kind: "NUMBER", min: "9.9", max: "10.1", unit: "mm" },
  { ...check, name: "Sealed", kind: "YES_NO", isCritical: true },
];
/** A plan of two checks, one of them critical; parts can be replaced. */
export const plan = (fields: Partial<SavePlanInput>) =>
  commit((work) =>
    savePlan(work, {
      id: null,
      version: null,
      name: "Plan",
      productId: null,
      categoryId: null,
      trigger: "STOCK",
      sampling: { kind: "PERCENT", percent: 30 },
      checks: CHECKS,
      isActive: true,
      idempotencyKey: KEY,
      ...fields,
    }),
  );

/** Ten pieces in a bin of a warehouse with a quarantine bin, of a product that has a plan. */
export async function stocked() {
  const { id: warehouseId } = await warehouse();
  const bin = { warehouseId, zone: null, pickSequence: 1, barcode: null, maxWeight: null, idempotencyKey: KEY };
  await commit((work) => createLocation(work, { ...bin, code: "Q-1", type: "QUARANTINE", isSellable: false }));
  const item = await stockOf({ quantity: "10", warehouseId, location: "A-1" });
  await plan({ productId: item.productId });
  return { productId: item.productId, warehouseId };
}
export type Stocked = Awaited<ReturnType<typeof stocked>>;
export const start = (at: Stocked, quantity = "10", location = "A-1") =>
  commit((work) =>
    startInspection(work, {
      ...at,
      location,
      lotId: null,
      quantity,
      source: "STOCK",
      planId: null,
      note: null,
      idempotencyKey: KEY,
    }),
  );
export const read = (
  of: { id: string; version: number },
  readings = [
    ["Diameter", "10"],
    ["Sealed", "yes"],
  ],
  /** As many as the sample of ten. */
  pieces = 3,
) =>
  commit((work) =>
    recordReadings(work, {
      id: of.id,
      version: of.version,
      readings: readings.map(([name = "", value = ""]) => ({ check: name, value, pieces })),
      idempotencyKey: KEY,
    }),
  );
export const decide = (of: { id: string; version: number }, accepted: string, rejected: string) =>
  commit((work) =>
    decideInspection(work, {
      id: of.id,
      version: of.version,
      accepted,
      rejected,
      toLocation: "A-1",
      severity: "MAJOR",
      description: null,
      idempotencyKey: KEY,
    }),
  );
export const figures = async (at: Stocked) => {
  const { onHand, available, reserved } = (await getPosition(reader(), at)).position;
  return { onHand, available, reserved };
};
