import { refuse } from "@invista/contracts/errors";
import type { ReturnRef, ReturnStatus } from "@invista/contracts/returns/returns";
import type { NeonSql } from "@invista/db";
import { requireWarehouse } from "../shared/actor.ts";
import { empty, sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { wordOf } from "../shared/word-of.ts";

export interface ReturnRecord {
  id: string;
  rma_number: string;
  status: ReturnStatus;
  version: number;
  order_id: string;
  customer_id: string;
  warehouse_id: string;
}

export interface ReturnItemRecord {
  id: string;
  order_item_id: string;
  product_id: string;
  sku: string;
  lot_id: string | null;
  quantity: string;
  received: string;
  serials: string[];
  restocked: string;
  scrapped: string;
  disposition: string | null;
  track_serials: boolean;
}

const COLUMNS = sql`id, rma_number, status::text AS status, version, order_id, customer_id, warehouse_id`;

/** Reads and locks a return the caller saw at `version`, after its order; refuses one that is in none of these states. */
export async function lockReturn(
  work: NeonWork,
  seen: { id: string; version: number },
  allowed: readonly ReturnStatus[],
  step: string,
): Promise<ReturnRecord> {
  await work.tx
    .$queryRaw`SELECT o.id FROM "order" o WHERE o.id = (SELECT order_id FROM return_order WHERE id = ${seen.id}) FOR UPDATE`;
  const [found] = await work.tx.$queryRaw<
    ReturnRecord[]
  >`SELECT ${COLUMNS} FROM return_order WHERE id = ${seen.id} FOR UPDATE`;
  if (!found || found.version !== seen.version) throw missingOrStale("Return", found, { id: seen.id });
  requireWarehouse(work.actor, found.warehouse_id);
  if (!allowed.includes(found.status))
    throw refuse("RULE_BROKEN", "return.step", { number: found.rma_number, status: wordOf(found.status), step });
  return found;
}

/** The lines of a return, locked. */
export function lockItems(work: NeonWork, returnId: string): Promise<ReturnItemRecord[]> {
  return work.tx.$queryRaw<ReturnItemRecord[]>`
    SELECT i.id, i.order_item_id, x.product_id, p.sku, i.lot_id, trim_scale(i.quantity)::text AS quantity, trim_scale(i.received_quantity)::text AS received, i.serials,
      trim_scale(i.restocked_quantity)::text AS restocked, trim_scale(i.scrapped_quantity)::text AS scrapped, i.disposition::text AS disposition, p.track_serials
    FROM return_item i JOIN order_item x ON x.id = i.order_item_id JOIN product p ON p.id = x.product_id WHERE i.return_order_id = ${returnId} ORDER BY x.line_no, i.id FOR UPDATE OF i`;
}

/** Moves a locked return to a state and sets what belongs to it; the database refuses what is not lawful. */
export async function moveReturn(
  work: NeonWork,
  of: ReturnRecord,
  to: ReturnStatus,
  fields: NeonSql.Sql = empty,
): Promise<ReturnRef> {
  const [moved] = await work.tx.$queryRaw<ReturnRecord[]>`
    UPDATE return_order SET status = ${to}::return_status, version = version + 1, updated_at = now() ${fields} WHERE id = ${of.id} RETURNING ${COLUMNS}`;
  if (!moved) throw refuse("NOT_FOUND", "record.notFound", { entity: "Return", id: of.id });
  return refOf(work, moved);
}

export function refOf(work: NeonWork, of: ReturnRecord): ReturnRef {
  return { id: of.id, rmaNumber: of.rma_number, status: of.status, version: of.version, operationId: work.operationId };
}

export function record(work: NeonWork, id: string, action: string, newValues: Record<string, unknown>): void {
  work.audit({ action, resource: "returns", resourceId: id, newValues });
  work.touch("order");
}
