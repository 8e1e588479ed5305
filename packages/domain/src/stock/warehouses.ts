import type {
  CreateWarehouseInput,
  ListWarehousesInput,
  UpdateWarehouseInput,
  WarehouseRef,
  WarehouseView,
} from "@invista/contracts/warehouse/warehouse";
import { requireWarehouse, visibleWarehouses } from "../shared/actor.ts";
import { containing } from "../shared/cursor.ts";
import { all, inWarehouses, isChosen, raw, sql, when } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";

/** The warehouses in the actor's scope in the chosen order, with how many positions and bins they hold. */
export async function listWarehouses(read: NeonRead, input: ListWarehousesInput): Promise<{ rows: WarehouseView[] }> {
  const key = raw(`w.${input.sort}`);
  const order = raw(input.direction === "asc" ? "ASC" : "DESC");
  const conditions = all([
    sql`NOT w.is_transit`,
    isChosen("w.id", input.ids),
    inWarehouses("w.id", visibleWarehouses(read.actor)),
    when(input.status, (status) => sql`w.status = ${status}::warehouse_status`),
    when(input.q, (term) => sql`(w.code ILIKE ${containing(term)} OR w.name ILIKE ${containing(term)})`),
  ]);
  const rows = await read.db.$queryRaw<WarehouseView[]>`
    SELECT w.id, w.code, w.name, w.status::text AS status, w.timezone, w.priority, w.version, coalesce(i.n, 0) AS positions, coalesce(b.n, 0) AS bins
    FROM warehouse w
    LEFT JOIN (SELECT warehouse_id, count(DISTINCT product_id)::int AS n FROM inventory_item WHERE quantity > 0 GROUP BY 1) i ON i.warehouse_id = w.id
    LEFT JOIN (SELECT warehouse_id, count(*)::int AS n FROM storage_location GROUP BY 1) b ON b.warehouse_id = w.id
    WHERE ${conditions} ORDER BY ${key} ${order}, w.code`;
  return { rows };
}

/** Adds a warehouse; refuses a code that exists. */
export async function createWarehouse(work: NeonWork, input: CreateWarehouseInput): Promise<WarehouseRef> {
  const { idempotencyKey: _, ...values } = input;
  const warehouse = await work.tx.warehouse.create({
    data: { ...values, createdBy: work.actor.userId },
    select: { id: true, code: true, version: true },
  });
  work.audit({ action: "CREATE", resource: "warehouses", resourceId: warehouse.id, newValues: values });
  work.touch("stock");
  return warehouse;
}

/** Changes a warehouse the caller saw at `version`. */
export async function updateWarehouse(work: NeonWork, input: UpdateWarehouseInput): Promise<WarehouseRef> {
  requireWarehouse(work.actor, input.id);
  const { idempotencyKey: _, id, version, ...values } = input;
  const before = await work.tx.warehouse.findUnique({ where: { id } });
  const changed = await work.tx.warehouse.updateManyAndReturn({
    where: { id, version },
    data: { ...values, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, code: true, version: true },
  });
  const [warehouse] = changed;
  if (!before || !warehouse) throw missingOrStale("Warehouse", before);
  const { code, name, timezone, priority, status } = before;
  work.audit({
    action: "UPDATE",
    resource: "warehouses",
    resourceId: id,
    oldValues: { code, name, timezone, priority, status },
    newValues: values,
  });
  work.touch("stock");
  return warehouse;
}

/** Which of these ids are warehouses, whatever the reader's own scope. */
export async function existingWarehouses(read: NeonRead, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await read.db.warehouse.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}
