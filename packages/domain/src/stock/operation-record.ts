import type { OperationRow } from "@invista/contracts/operation/operation";
import { without } from "../shared/without.ts";
import { sql } from "../shared/sql.ts";

export type OperationRecord = Omit<OperationRow, "createdAt" | "undoneAt"> & {
  createdAt: Date;
  undoneAt: Date | null;
  lastSeq: string | null;
};

/** Of operation `o`; the system's own entries (witnesses) have no movements and no undo. */
export const OPERATION_COLUMNS = sql`o.id, o.procedure, o.entity, o.status::text AS status, o.created_at AS "createdAt", o.created_by AS "createdBy", u.display_name AS "createdByName",
  (SELECT count(*)::int FROM stock_movement m WHERE m.operation_id = o.id) AS movements, o.undo_of_id AS "undoOfId", o.undone_at AS "undoneAt", o.last_seq::text AS "lastSeq"`;
export const OPERATION_SOURCE = sql`operation o LEFT JOIN "user" u ON u.id = o.created_by`;

/** What reversing its movements puts right. Of documents counts, inspections, transfers and shipments change with them: a count is shown as taken back, the others stand where they stood. */
export const UNDOABLE: ReadonlySet<string> = new Set([
  "scan.receive",
  "returns.receive",
  "returns.inspect",
  "shipment.ship",
  "shipment.refuse",
  "count.approve",
  "inspection.decide",
  "inspection.start",
  "inspection.waive",
  "kit.build",
  "kit.unbuild",
  "ncr.dispose",
  "location.moveContents",
  "stock.adjust",
  "stock.move",
  "stock.quarantine",
  "stock.release",
  "stock.scrap",
  "transfer.dispatch",
  "transfer.receive",
  "transfer.resolve",
]);

export function toOperationRow(record: OperationRecord): OperationRow {
  return {
    ...without(record, "lastSeq"),
    createdAt: record.createdAt.toISOString(),
    undoneAt: record.undoneAt?.toISOString() ?? null,
  };
}

/** What the document of an operation is taken back with, beside its movements; the document is locked already, before the stock. */
export interface TakenBack {
  /** Ends the claims that the step made, before its movements are reversed. */
  before?(): Promise<void>;
  /** Puts the document, and the claims that it had, back to where they were. */
  after(): Promise<void>;
}
