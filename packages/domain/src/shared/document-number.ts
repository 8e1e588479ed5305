import type { NeonSql } from "@invista/db";
import { sql } from "./sql.ts";

/** The number that people know a document by, from its kind and id; an import by the name of its file. Null for a kind that has none. */
export function documentNumber(kind: NeonSql.Sql, id: NeonSql.Sql): NeonSql.Sql {
  return sql`CASE ${kind} WHEN 'ORDER' THEN (SELECT d.order_number FROM "order" d WHERE d.id = ${id})
      WHEN 'SHIPMENT' THEN (SELECT d.shipment_number FROM shipment d WHERE d.id = ${id})
      WHEN 'INVOICE' THEN (SELECT d.invoice_number FROM invoice d WHERE d.id = ${id})
      WHEN 'RETURN' THEN (SELECT d.rma_number FROM return_order d WHERE d.id = ${id})
      WHEN 'TRANSFER' THEN (SELECT d.transfer_number FROM stock_transfer d WHERE d.id = ${id})
      WHEN 'COUNT' THEN (SELECT d.count_number FROM stock_count d WHERE d.id = ${id})
      WHEN 'INSPECTION' THEN (SELECT d.inspection_number FROM quality_inspection d WHERE d.id = ${id})
      WHEN 'NON_CONFORMANCE' THEN (SELECT d.ncr_number FROM non_conformance d WHERE d.id = ${id})
      WHEN 'IMPORT' THEN (SELECT d.file_name FROM import_job d WHERE d.id = ${id})
      WHEN 'IMPORT_UNDO' THEN (SELECT d.file_name FROM import_job d WHERE d.id = ${id}) END`;
}
