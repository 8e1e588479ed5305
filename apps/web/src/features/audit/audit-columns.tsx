import type { AuditRow } from "@invista/contracts/audit/audit";
import { Ago } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import type { Column } from "../../shared/table/column.ts";

/** The columns of the audit trail. */
export const auditColumns: readonly Column<AuditRow>[] = [
  {
    id: "seq",
    header: "No.",
    width: 80,
    align: "end",
    priority: 4,
    cell: (row) => <span className="dim num">{row.seq}</span>,
  },
  { id: "at", header: "When", width: 120, priority: 1, phone: "end", cell: (row) => <Ago at={row.at} /> },
  {
    id: "who",
    header: "Who",
    width: 150,
    priority: 1,
    phone: "second",
    cell: (row) => row.userName ?? <span className="dim">nobody signed in</span>,
  },
  {
    id: "action",
    header: "Did",
    width: 130,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{sentence(row.action)}</span>,
  },
  { id: "resource", header: "To", width: 150, priority: 2, phone: "second-end", cell: (row) => sentence(row.resource) },
  {
    id: "what",
    header: "What",
    width: 200,
    grow: true,
    priority: 3,
    cell: (row) => <span className="dim">{summary(row)}</span>,
  },
  {
    id: "hash",
    header: "Hash",
    width: 110,
    priority: 6,
    cell: (row) => <code className="faint">{row.hash.slice(0, 10)}</code>,
  },
];

/** The few values that tell one entry from another at a glance. */
export function summary(row: AuditRow): string {
  const values = row.newValues ?? row.oldValues;
  if (values === null || typeof values !== "object") return "";
  const shown = [
    "orderNumber",
    "sku",
    "name",
    "code",
    "fileName",
    "delta",
    "status",
    "reason",
    "permission",
    "email",
  ].flatMap((key) => {
    const value: unknown = Reflect.get(values, key);
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  });
  return shown.slice(0, 3).join(" · ");
}
