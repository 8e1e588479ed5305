import { refuse } from "@invista/contracts/errors";
import type { InspectionRow, InspectionView, ListInspectionsInput } from "@invista/contracts/quality/inspection";
import type { ListNcrsInput, NcrRow, NcrView } from "@invista/contracts/quality/ncr";
import { sampleSize } from "@invista/contracts/quality/plan";
import { z } from "zod";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inWarehouses, isChosen, pageLimit, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";
import { leftToRead, planShape } from "./plans.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);
type Keyed<Row> = Row & { key: string };
const iso = (at: string) => new Date(at).toISOString();

const INSPECTION = sql`q.id, q.inspection_number AS "inspectionNumber", q.status, q.source_type AS source, q.product_id AS "productId", p.sku, p.name, u.code AS "unitCode", q.warehouse_id AS "warehouseId",
  w.code AS "warehouseCode", i.location, l.lot_number AS "lotNumber", n.name AS "planName", trim_scale(q.inspected_quantity)::text AS inspected, trim_scale(q.accepted_quantity)::text AS accepted,
  trim_scale(q.rejected_quantity)::text AS rejected, q.created_at AS "createdAt", q.created_at::text AS key, c.display_name AS "createdByName", q.version`;
const INSPECTION_SOURCE = sql`JOIN product p ON p.id = q.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id JOIN warehouse w ON w.id = q.warehouse_id JOIN inventory_item i ON i.id = q.inventory_item_id
  LEFT JOIN lot l ON l.id = q.lot_id LEFT JOIN inspection_plan n ON n.id = q.plan_id LEFT JOIN "user" c ON c.id = q.created_by`;

/** Inspections in the warehouses the reader may see, newest first. */
export async function listInspections(
  read: NeonRead,
  input: ListInspectionsInput,
): Promise<{ rows: InspectionRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    isChosen("q.id", input.ids),
    inWarehouses("q.warehouse_id", visibleWarehouses(read.actor)),
    when(input.status, (status) => sql`q.status = ${status}::inspection_status`),
    when(input.view, () => sql`q.status IN ('PENDING', 'IN_PROGRESS')`),
    when(input.warehouseId, (id) => sql`q.warehouse_id = ${id}`),
    when(
      input.q,
      (term) =>
        sql`(q.inspection_number ILIKE ${containing(term)} OR q.product_id IN (SELECT id FROM product WHERE sku ILIKE ${containing(term)} OR name ILIKE ${containing(term)}))`,
    ),
    when(after, ([at, id]) => sql`(q.created_at, q.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await queryJson<Keyed<InspectionRow>>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT q.* FROM quality_inspection q WHERE ${conditions} ORDER BY q.created_at DESC, q.id DESC ${pageLimit(input.limit)})
      SELECT ${INSPECTION} FROM page q ${INSPECTION_SOURCE} ORDER BY q.created_at DESC, q.id DESC`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map(toInspectionRow), nextCursor: page.nextCursor };
}

type InspectionDetail = Keyed<InspectionRow> &
  Omit<InspectionView, "inspection" | "sample" | "missing"> & { sampling: unknown };

/** One inspection with its checks and readings. */
export async function getInspection(read: NeonRead, id: string): Promise<InspectionView> {
  const [found] = await queryJson<InspectionDetail>(
    read.db,
    sql`SELECT ${INSPECTION}, n.sampling, n.checks, q.waiver_reason AS "waiverReason", q.notes AS note, coalesce(q.source_id, '') AS "cameFrom", by_.display_name AS "inspectedByName", q.inspected_at AS "inspectedAt",
        coalesce((SELECT json_agg(json_build_object('check', r.check_name, 'value', coalesce(trim_scale(r.numeric_value)::text, r.text_value), 'pieces', r.pieces, 'passed', r.passed, 'critical', r.critical, 'at', r.created_at) ORDER BY r.created_at, r.id)
          FROM quality_inspection_result r WHERE r.inspection_id = q.id), '[]'::json) AS readings,
        coalesce((SELECT json_agg(json_build_object('id', x.id, 'ncrNumber', x.ncr_number, 'status', x.status) ORDER BY x.ncr_number) FROM non_conformance x WHERE x.inspection_id = q.id), '[]'::json) AS "nonConformances",
        (SELECT json_build_object('id', s.id, 'number', s.shipment_number) FROM shipment s WHERE q.reference_type = 'SHIPMENT' AND s.id = q.reference_id AND ${can(read.actor, "shipment:read")}) AS shipment,
        (SELECT json_build_object('id', o.id, 'orderNumber', o.order_number, 'customerId', k.id, 'customerName', k.name) FROM shipment s JOIN "order" o ON o.id = s.order_id JOIN customer k ON k.id = o.customer_id
          WHERE q.reference_type = 'SHIPMENT' AND s.id = q.reference_id AND ${can(read.actor, "order:read")}) AS "order",
        (SELECT json_build_object('id', t.id, 'number', t.transfer_number) FROM stock_transfer t WHERE q.reference_type = 'TRANSFER' AND t.id = q.reference_id AND ${can(read.actor, "transfer:read")}) AS transfer
      FROM quality_inspection q ${INSPECTION_SOURCE} LEFT JOIN "user" by_ ON by_.id = q.inspected_by WHERE q.id = ${id} AND ${inWarehouses("q.warehouse_id", visibleWarehouses(read.actor))}`,
  );
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Inspection", id });
  const checks = planShape.checks.parse(found.checks);
  const sample = found.planName === null ? null : sampleSize(planShape.sampling.parse(found.sampling), found.inspected);
  return {
    inspection: toInspectionRow(found),
    checks,
    sample,
    readings: found.readings.map((one) => ({ ...one, at: iso(one.at) })),
    missing: leftToRead(checks, sample ?? "0", found.readings),
    shipment: found.shipment,
    order: found.order,
    transfer: found.transfer,
    inspectedByName: found.inspectedByName,
    inspectedAt: found.inspectedAt === null ? null : iso(found.inspectedAt),
    waiverReason: found.waiverReason,
    note: found.note,
    cameFrom: found.cameFrom,
    nonConformances: found.nonConformances,
  };
}

const NCR = sql`n.id, n.ncr_number AS "ncrNumber", n.status, n.severity, n.disposition, n.product_id AS "productId", p.sku, p.name, u.code AS "unitCode", l.lot_number AS "lotNumber", trim_scale(n.quantity)::text AS quantity,
  n.inspection_id AS "inspectionId", q.inspection_number AS "inspectionNumber", q.warehouse_id AS "warehouseId", w.code AS "warehouseCode", n.created_at AS "createdAt", n.created_at::text AS key, c.display_name AS "createdByName", n.version`;
const NCR_SOURCE = sql`LEFT JOIN product p ON p.id = n.product_id LEFT JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN lot l ON l.id = n.lot_id LEFT JOIN quality_inspection q ON q.id = n.inspection_id
  LEFT JOIN warehouse w ON w.id = q.warehouse_id LEFT JOIN "user" c ON c.id = n.created_by`;
const ncrScope = (read: NeonRead) =>
  when(
    visibleWarehouses(read.actor),
    (ids) => sql`n.inspection_id IN (SELECT id FROM quality_inspection WHERE warehouse_id = ANY (${[...ids]}::text[]))`,
  );

/** Nonconformances, newest first. */
export async function listNcrs(
  read: NeonRead,
  input: ListNcrsInput,
): Promise<{ rows: NcrRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    isChosen("n.id", input.ids),
    ncrScope(read),
    when(input.status, (status) => sql`n.status = ${status}::ncr_status`),
    when(input.view, () => sql`n.status <> 'CLOSED'`),
    when(
      input.q,
      (term) =>
        sql`(n.ncr_number ILIKE ${containing(term)} OR n.product_id IN (SELECT id FROM product WHERE sku ILIKE ${containing(term)} OR name ILIKE ${containing(term)}))`,
    ),
    when(after, ([at, id]) => sql`(n.created_at, n.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await queryJson<Keyed<NcrRow>>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT n.* FROM non_conformance n WHERE ${conditions} ORDER BY n.created_at DESC, n.id DESC ${pageLimit(input.limit)})
      SELECT ${NCR} FROM page n ${NCR_SOURCE} ORDER BY n.created_at DESC, n.id DESC`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map(toNcrRow), nextCursor: page.nextCursor };
}

/** One nonconformance with what was found out and done. */
export async function getNcr(read: NeonRead, id: string): Promise<NcrView> {
  const [found] = await queryJson<Keyed<NcrView>>(
    read.db,
    sql`SELECT ${NCR}, n.description, n.root_cause AS "rootCause", n.corrective_action AS "correctiveAction", n.closed_at AS "closedAt", n.created_by AS "createdBy", q.inspected_by AS "inspectedBy", coalesce(q.source_id, '') AS "cameFrom"
      FROM non_conformance n ${NCR_SOURCE} WHERE n.id = ${id} AND ${ncrScope(read)}`,
  );
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Nonconformance", id });
  const { description, rootCause, correctiveAction, closedAt, createdBy, inspectedBy, cameFrom } = found;
  return {
    ...toNcrRow(found),
    description,
    rootCause,
    correctiveAction,
    closedAt: closedAt === null ? null : iso(closedAt),
    createdBy,
    inspectedBy,
    cameFrom,
  };
}

function toInspectionRow(row: Keyed<InspectionRow>): InspectionRow {
  return { ...without(row, "key"), createdAt: iso(row.createdAt) };
}

function toNcrRow(row: Keyed<NcrRow>): NcrRow {
  return { ...without(row, "key"), createdAt: iso(row.createdAt) };
}
