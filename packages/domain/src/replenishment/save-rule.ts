import type { Settings } from "@invista/contracts/config/registry";
import { refuse } from "@invista/contracts/errors";
import type {
  AdoptFormulaInput,
  RemoveRuleInput,
  ReorderRule,
  RuleRef,
  SaveRuleInput,
} from "@invista/contracts/replenishment/replenishment";
import { requireWarehouse } from "../shared/actor.ts";
import { sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonTx, NeonWork } from "../shared/work.ts";
import { suggestions } from "./suggestion-record.ts";

const RULE = sql`trim_scale(min_quantity)::text AS "minQuantity", trim_scale(max_quantity)::text AS "maxQuantity", trim_scale(safety_stock)::text AS "safetyStock", trim_scale(multiple)::text AS multiple,
  lead_time_days AS "leadTimeDays", supplier_id AS "supplierId", abc_class AS "abcClass", version`;

/** The rule of a position; null where none is kept. */
export async function readRule(
  db: Pick<NeonTx, "$queryRaw">,
  { productId, warehouseId }: { productId: string; warehouseId: string },
): Promise<ReorderRule | null> {
  const [rule] = await db.$queryRaw<ReorderRule[]>`
    SELECT ${RULE} FROM reorder_rule WHERE product_id = ${productId} AND warehouse_id = ${warehouseId}`;
  return rule ?? null;
}

/** Keeps a rule for a position: makes it, or changes the one the caller saw at `version`. A maximum of 0 leaves the point to the formula. */
export async function saveRule(work: NeonWork, input: SaveRuleInput): Promise<RuleRef> {
  requireWarehouse(work.actor, input.warehouseId);
  const { idempotencyKey: _, productId, warehouseId, version, ...values } = input;
  const sku = await requirePlace(work, input);
  const before = await readRule(work.tx, input);
  if ((before?.version ?? 0) !== version) throw missingOrStale("Reorder rule", before, { sku });
  const changed =
    version === 0
      ? await work.tx.reorderRule.createMany({
          data: { productId, warehouseId, ...values, createdBy: work.actor.userId },
          skipDuplicates: true,
        })
      : await work.tx.reorderRule.updateMany({
          where: { productId, warehouseId, version },
          data: { ...values, version: { increment: 1 } },
        });
  if (changed.count === 0) throw missingOrStale("Reorder rule", await readRule(work.tx, input), { sku });
  work.audit({
    action: version === 0 ? "CREATE" : "UPDATE",
    resource: "reorder_rules",
    resourceId: `${productId}:${warehouseId}`,
    oldValues: before ?? undefined,
    newValues: values,
  });
  work.touch("stock");
  return { productId, warehouseId, sku, version: version + 1 };
}

/** Gives up the rule of a position: from then on the formula decides. */
export async function removeRule(work: NeonWork, input: RemoveRuleInput): Promise<RuleRef> {
  requireWarehouse(work.actor, input.warehouseId);
  const { productId, warehouseId, version } = input;
  const sku = await requirePlace(work, input);
  const before = await readRule(work.tx, input);
  const { count } = await work.tx.reorderRule.deleteMany({ where: { productId, warehouseId, version } });
  if (count === 0) throw missingOrStale("Reorder rule", before, { sku });
  work.audit({
    action: "DELETE",
    resource: "reorder_rules",
    resourceId: `${productId}:${warehouseId}`,
    oldValues: before ?? undefined,
  });
  work.touch("stock");
  return { productId, warehouseId, sku, version };
}

/** Turns what the formula says now into the rules of these positions, in one statement; positions without demand are skipped. */
export async function adoptFormula(
  work: NeonWork,
  input: AdoptFormulaInput,
  settings: Settings,
): Promise<{ adopted: number; skipped: number }> {
  for (const { warehouseId } of input.lines) requireWarehouse(work.actor, warehouseId);
  const wanted = JSON.stringify(input.lines);
  const pairs = sql`(x.product_id, x.warehouse_id) IN (SELECT "productId", "warehouseId" FROM jsonb_to_recordset(${wanted}::jsonb) AS t("productId" text, "warehouseId" text))`;
  const adopted = await work.tx.$queryRaw<{ sku: string; warehouse: string; min: string; max: string }[]>`
    ${suggestions(pairs, { leadTimeDelta: 0, demandPercent: 0 }, settings)},
    written AS (
      INSERT INTO reorder_rule (product_id, warehouse_id, min_quantity, max_quantity, created_by)
      SELECT product_id, warehouse_id, formula_point, formula_target, ${work.actor.userId} FROM suggestion WHERE formula_point IS NOT NULL
      ON CONFLICT (product_id, warehouse_id) DO UPDATE SET min_quantity = EXCLUDED.min_quantity, max_quantity = EXCLUDED.max_quantity, version = reorder_rule.version + 1, updated_at = now()
      RETURNING product_id, warehouse_id, min_quantity, max_quantity)
    SELECT p.sku, w.code AS warehouse, trim_scale(x.min_quantity)::text AS min, trim_scale(x.max_quantity)::text AS max
    FROM written x JOIN product p ON p.id = x.product_id JOIN warehouse w ON w.id = x.warehouse_id ORDER BY 1, 2`;
  if (adopted.length === 0) throw refuse("RULE_BROKEN", "replenishment.noDemand");
  work.audit({ action: "UPDATE", resource: "reorder_rules", resourceId: "formula", newValues: { rules: adopted } });
  work.touch("stock");
  return { adopted: adopted.length, skipped: input.lines.length - adopted.length };
}

async function requirePlace(
  work: NeonWork,
  { productId, warehouseId }: { productId: string; warehouseId: string },
): Promise<string> {
  const product = await work.tx.product.findUnique({ where: { id: productId }, select: { sku: true } });
  if (!product) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product" });
  const warehouse = await work.tx.warehouse.findUnique({ where: { id: warehouseId }, select: { isTransit: true } });
  if (!warehouse || warehouse.isTransit) throw refuse("NOT_FOUND", "record.notFound", { entity: "Warehouse" });
  return product.sku;
}
