import type {
  CreateLocationInput,
  ListLocationsInput,
  LocationRef,
  LocationView,
  UpdateLocationInput,
} from "@invista/contracts/warehouse/warehouse";
import { z } from "zod";
import { requireWarehouse } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, pageLimit, sql, when } from "../shared/sql.ts";
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
    WITH page AS MATERIALIZED (SELECT b.* FROM storage_location b WHERE ${conditions} ORDER BY b.code ${pageLimit(input.limit)})
    SELECT b.id, b.warehouse_id AS "warehouseId", b.code, b.zone, b.type::text AS type, b.is_sellable AS "isSellable", b.pick_sequence AS "pickSequence", b.barcode, b.version,
      coalesce(held.n, 0) AS positions, trim_scale(coalesce(held.q, 0))::text AS "onHand"
    FROM page b LEFT JOIN LATERAL (
      SELECT count(*)::int AS n, sum(i.quantity) AS q FROM inventory_item i WHERE i.warehouse_id = b.warehouse_id AND i.location = b.code AND i.quantity > 0) held ON TRUE
    ORDER BY b.code`;
  return cutPage(rows, input.limit, (row) => [row.code]);
}

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
  const { zone, type, isSellable, pickSequence, barcode } = before;
  work.audit({
    action: "UPDATE",
    resource: "storage_locations",
    resourceId: id,
    oldValues: { zone, type, isSellable, pickSequence, barcode },
    newValues: values,
  });
  work.touch("stock");
  return location;
}
