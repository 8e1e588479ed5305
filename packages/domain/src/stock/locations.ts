import {
  MAX_MAP,
  type BinContents,
  type BinContentsInput,
  type CreateLocationInput,
  type ListLocationsInput,
  type LocationRef,
  type LocationView,
  type UpdateLocationInput,
} from "@invista/contracts/warehouse/warehouse";
import { z } from "zod";
import { requireWarehouse } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { BIN_LOAD, all, pageLimit, sql, when } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";

const cursorShape = z.tuple([z.string().max(60)]);

/** The bins of a warehouse in order of code, with what they hold. */
export async function listLocations(
  read: NeonRead,
  input: ListLocationsInput,
): Promise<{ rows: LocationView[]; nextCursor: string | null }> {
  requireWarehouse(read.actor, input.warehouseId);
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    sql`b.warehouse_id = ${input.warehouseId}`,
    when(
      input.q,
      (term) => sql`(b.code ILIKE ${containing(term)} OR b.zone ILIKE ${containing(term)} OR b.barcode = ${term})`,
    ),
    when(after, ([code]) => sql`b.code > ${code}`),
  ]);
  const rows = await read.db.$queryRaw<LocationView[]>`
    WITH page AS MATERIALIZED (SELECT b.* FROM storage_location b WHERE ${conditions} ORDER BY b.code ${pageLimit(input.limit)}) ${binColumns} ORDER BY b.code`;
  return cutPage(rows, input.limit, (row) => [row.code]);
}

/** Every bin of a warehouse in the order of the picking route, with what it holds: for a map. */
export async function mapLocations(
  read: NeonRead,
  warehouseId: string,
): Promise<{ rows: LocationView[]; isCut: boolean }> {
  requireWarehouse(read.actor, warehouseId);
  const rows = await queryJson<LocationView>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT b.* FROM storage_location b WHERE b.warehouse_id = ${warehouseId} AND b.type <> 'TRANSIT' ORDER BY b.zone NULLS LAST, b.pick_sequence, b.code ${pageLimit(MAX_MAP)})
      ${binColumns} ORDER BY b.zone NULLS LAST, b.pick_sequence, b.code`,
  );
  return { rows: rows.slice(0, MAX_MAP), isCut: rows.length > MAX_MAP };
}

/** What lies in a bin, by SKU. */
export async function binContents(read: NeonRead, input: BinContentsInput): Promise<BinContents> {
  requireWarehouse(read.actor, input.warehouseId);
  const rows = await read.db.$queryRaw<BinContents["rows"]>`
    SELECT i.id AS "inventoryItemId", p.id AS "productId", p.sku, p.name, u.code AS "unitCode", l.lot_number AS "lotNumber", trim_scale(i.quantity)::text AS quantity, trim_scale(i.reserved_quantity)::text AS reserved
    FROM inventory_item i JOIN product p ON p.id = i.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN lot l ON l.id = i.lot_id
    WHERE i.warehouse_id = ${input.warehouseId} AND i.location = ${input.location} AND i.quantity > 0 ORDER BY p.sku, l.lot_number LIMIT 500`;
  return { rows };
}

/** SELECT over a CTE `page` of bins: what they hold is read for those only, its weight where it is limited. */
const binColumns = sql`
    SELECT b.id, b.warehouse_id AS "warehouseId", b.code, b.zone, b.type::text AS type, b.is_sellable AS "isSellable", b.pick_sequence AS "pickSequence", b.barcode, b.version,
      trim_scale(b.max_weight)::text AS "maxWeight", coalesce(held.n, 0) AS positions, trim_scale(coalesce(held.q, 0))::text AS "onHand", trim_scale(coalesce(held.r, 0))::text AS reserved,
      CASE WHEN b.max_weight IS NOT NULL THEN trim_scale(coalesce(${BIN_LOAD}, 0))::text END AS weight
    FROM page b LEFT JOIN LATERAL (
      SELECT count(*)::int AS n, sum(i.quantity) AS q, sum(i.reserved_quantity) AS r
      FROM inventory_item i WHERE i.warehouse_id = b.warehouse_id AND i.location = b.code AND i.quantity > 0) held ON TRUE`;

/** Adds a bin to a warehouse; refuses a code or barcode that exists. */
export async function createLocation(work: NeonWork, input: CreateLocationInput): Promise<LocationRef> {
  requireWarehouse(work.actor, input.warehouseId);
  const { idempotencyKey: _, ...values } = input;
  const location = await work.tx.storageLocation.create({
    data: { ...values, barcode: values.barcode || null, pickSequence: values.pickSequence ?? 0 },
    select: { id: true, code: true, version: true },
  });
  work.audit({ action: "CREATE", resource: "storage_locations", resourceId: location.id, newValues: values });
  work.touch("stock");
  return location;
}

/** Changes a bin the caller saw at `version`; its code stays, because stock refers to it. */
export async function updateLocation(work: NeonWork, input: UpdateLocationInput): Promise<LocationRef> {
  const { idempotencyKey: _, id, version, ...values } = input;
  const before = await work.tx.storageLocation.findUnique({ where: { id } });
  if (!before) throw missingOrStale("Bin", before);
  requireWarehouse(work.actor, before.warehouseId);
  const changed = await work.tx.storageLocation.updateManyAndReturn({
    where: { id, version },
    data: {
      ...values,
      barcode: values.barcode || null,
      pickSequence: values.pickSequence ?? 0,
      version: { increment: 1 },
      updatedAt: work.now,
    },
    select: { id: true, code: true, version: true },
  });
  const [location] = changed;
  if (!location) throw missingOrStale("Bin", before);
  const { zone, type, isSellable, pickSequence, barcode, maxWeight } = before;
  work.audit({
    action: "UPDATE",
    resource: "storage_locations",
    resourceId: id,
    oldValues: { zone, type, isSellable, pickSequence, barcode, maxWeight: maxWeight?.toString() ?? null },
    newValues: values,
  });
  work.touch("stock");
  return location;
}
