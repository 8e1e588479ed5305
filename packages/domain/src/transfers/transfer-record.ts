import { refuse } from "@invista/contracts/errors";
import type { TransferRef, TransferStatus } from "@invista/contracts/transfer/transfer";
import type { NeonSql } from "@invista/db";
import { sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { wordOf } from "../shared/word-of.ts";

export interface TransferRecord {
  id: string;
  transfer_number: string;
  status: TransferStatus;
  from_warehouse_id: string;
  to_warehouse_id: string;
  version: number;
  created_by: string;
}

export interface TransferItemRecord {
  product_id: string;
  sku: string;
  quantity: string;
  under_way: string;
}

/** Where goods lie between two warehouses: a bin of the destination. */
export const TRANSIT_BIN = "~TRANSIT";

const COLUMNS = sql`id, transfer_number, status::text AS status, from_warehouse_id, to_warehouse_id, version, created_by`;

/** Reads and locks a transfer the caller saw at `version`; refuses one that is in none of these states. */
export async function lockTransfer(
  work: NeonWork,
  seen: { id: string; version: number },
  allowed: readonly TransferStatus[],
  step: string,
): Promise<TransferRecord> {
  const [transfer] = await work.tx.$queryRaw<
    TransferRecord[]
  >`SELECT ${COLUMNS} FROM stock_transfer WHERE id = ${seen.id} FOR UPDATE`;
  if (!transfer || transfer.version !== seen.version) throw missingOrStale("Transfer", transfer, { id: seen.id });
  if (!allowed.includes(transfer.status))
    throw refuse("RULE_BROKEN", "transfer.step", { status: wordOf(transfer.status), step });
  return transfer;
}

/** The lines with what is still under way, locked. */
export function lockItems(work: NeonWork, transferId: string): Promise<TransferItemRecord[]> {
  return work.tx.$queryRaw<TransferItemRecord[]>`
    SELECT i.product_id, p.sku, trim_scale(i.quantity)::text AS quantity, trim_scale(i.dispatched_quantity - i.received_quantity - i.lost_quantity)::text AS under_way
    FROM stock_transfer_item i JOIN product p ON p.id = i.product_id WHERE i.transfer_id = ${transferId} ORDER BY i.id FOR UPDATE OF i`;
}

/** Moves a locked transfer to a state and sets what belongs to it; the database refuses what is not lawful. */
export async function moveTransfer(
  work: NeonWork,
  transfer: TransferRecord,
  to: TransferStatus,
  fields: NeonSql.Sql,
): Promise<TransferRef> {
  const [moved] = await work.tx.$queryRaw<TransferRecord[]>`
    UPDATE stock_transfer SET status = ${to}::transfer_status, version = version + 1, updated_at = now() ${fields} WHERE id = ${transfer.id} RETURNING ${COLUMNS}`;
  if (!moved) throw refuse("NOT_FOUND", "record.notFound", { entity: "Transfer", id: transfer.id });
  return refOf(work, moved);
}

export function refOf(work: NeonWork, transfer: TransferRecord): TransferRef {
  const { id, status, version } = transfer;
  return { id, transferNumber: transfer.transfer_number, status, version, operationId: work.operationId };
}

export function record(
  work: NeonWork,
  transfer: Pick<TransferRecord, "id">,
  action: string,
  newValues: Record<string, unknown>,
): void {
  work.audit({ action, resource: "stock_transfers", resourceId: transfer.id, newValues });
  work.touch("stock");
}
