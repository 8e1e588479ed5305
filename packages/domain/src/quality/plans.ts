import { refuse } from "@invista/contracts/errors";
import {
  check,
  sampling,
  type Check,
  type PlanRef,
  type PlanView,
  type SavePlanInput,
} from "@invista/contracts/quality/plan";
import { z } from "zod";
import { sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";

/** A plan as it is kept; what an older version wrote there is read as nothing to check. */
export const planShape = { sampling: sampling.catch({ kind: "ALL" }), checks: z.array(check).catch([]) };

/** Checks that were read less often than the sample is large. */
export function leftToRead(
  checks: readonly Check[],
  sample: string,
  readings: readonly { readonly check: string; readonly pieces: number }[],
): { check: string; left: number }[] {
  return checks.flatMap(({ name }) => {
    const read = readings.filter((one) => one.check === name).reduce((all, one) => all + one.pieces, 0);
    const left = Math.max(Number(sample), 1) - read;
    return left > 0 ? [{ check: name, left }] : [];
  });
}

/** Every plan, the active ones first. */
export async function listPlans(read: NeonRead): Promise<{ rows: PlanView[] }> {
  const rows = await read.db.$queryRaw<PlanView[]>`
    SELECT n.id, n.name, n.product_id AS "productId", n.category_id AS "categoryId", coalesce(p.sku, c.name) AS subject, n.trigger::text AS trigger, n.sampling, n.checks, n.is_active AS "isActive", n.version,
      (SELECT count(*)::int FROM quality_inspection q WHERE q.plan_id = n.id) AS inspections
    FROM inspection_plan n LEFT JOIN product p ON p.id = n.product_id LEFT JOIN category c ON c.id = n.category_id ORDER BY n.is_active DESC, n.name, n.id LIMIT 1000`;
  return {
    rows: rows.map((row) => ({
      ...row,
      sampling: planShape.sampling.parse(row.sampling),
      checks: planShape.checks.parse(row.checks),
    })),
  };
}

/** Makes a plan for a product or a category, or changes one; inspections that have begun keep their readings. */
export async function savePlan(work: NeonWork, input: SavePlanInput): Promise<PlanRef> {
  if ((input.productId === null) === (input.categoryId === null)) throw refuse("INVALID", "quality.oneSubject");
  const { id, version, idempotencyKey: _, ...values } = input;
  await requireSubject(work, input);
  if (id === null) {
    const made = await work.tx.inspectionPlan.create({
      data: { ...values, createdBy: work.actor.userId },
      select: { id: true, name: true, version: true },
    });
    work.audit({ action: "CREATE", resource: "inspection_plans", resourceId: made.id, newValues: values });
    return made;
  }
  const before = await work.tx.inspectionPlan.findUnique({ where: { id } });
  const [saved] = await work.tx.inspectionPlan.updateManyAndReturn({
    where: { id, version: version ?? 0 },
    data: { ...values, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, name: true, version: true },
  });
  if (!saved) throw missingOrStale("Plan", before);
  const oldValues = Object.fromEntries(Object.keys(values).map((key) => [key, Reflect.get(Object(before), key)]));
  work.audit({ action: "UPDATE", resource: "inspection_plans", resourceId: id, oldValues, newValues: values });
  return saved;
}

async function requireSubject(work: NeonWork, { productId, categoryId }: SavePlanInput): Promise<void> {
  const found =
    productId === null
      ? await work.tx.category.findUnique({ where: { id: categoryId ?? "" }, select: { id: true } })
      : await work.tx.product.findUnique({ where: { id: productId }, select: { id: true } });
  if (!found)
    throw refuse("INVALID", "record.referenceUnknown", { entity: productId === null ? "The category" : "The product" });
}

/** The plan that is named, or the nearest for a product and what brought it here: its own, else that of the nearest category above. */
export async function planFor(
  work: NeonWork,
  productId: string,
  source: string,
  planId: string | null,
): Promise<{ id: string; sku: string }> {
  const [found] = await work.tx.$queryRaw<{ id: string | null; sku: string }[]>`
    SELECT p.sku, (SELECT n.id FROM inspection_plan n LEFT JOIN category c ON c.id = n.category_id
      WHERE n.is_active AND (n.product_id = p.id OR starts_with(own.path, c.path)) AND ${planId === null ? sql`n.trigger = ${source}::inspection_trigger` : sql`n.id = ${planId}`}
      ORDER BY n.product_id IS NULL, length(c.path) DESC, n.created_at DESC, n.id LIMIT 1) AS id
    FROM product p LEFT JOIN category own ON own.id = p.category_id WHERE p.id = ${productId}`;
  if (!found) throw refuse("INVALID", "record.referenceUnknown", { entity: "The product" });
  const { id, sku } = found;
  if (id === null)
    throw planId === null
      ? refuse("RULE_BROKEN", "quality.noPlan", { sku })
      : refuse("INVALID", "quality.planOther", { sku });
  return { id, sku };
}
