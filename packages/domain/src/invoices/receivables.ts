import { refuse } from "@invista/contracts/errors";
import type { RemindInput, RemindOutput } from "@invista/contracts/invoice/invoice";
import type { AgeingOutput, AgeingRow, StatementOutput } from "@invista/contracts/invoice/read-invoice";
import { sum } from "@invista/contracts/quantity";
import { queryJson } from "../shared/query-json.ts";
import { sql } from "../shared/sql.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { HAS_COME, inScope, OPEN_AMOUNT, SETTLED } from "./invoice-sql.ts";

/** Most customers that the ageing shows: those who owe most of what is overdue come first. */
const MOST_DEBTORS = 500;

/** What each customer owes by how long it has been due: not yet, up to 30, 60, 90 days, and longer. */
export async function ageing(read: NeonRead): Promise<AgeingOutput> {
  const bucket = (from: number, to: number | null) =>
    sql`trim_scale(coalesce(sum(x.open) FILTER (WHERE x.days > ${from}::int AND (${to}::int IS NULL OR x.days <= ${to}::int)), 0))::text`;
  const rows = await queryJson<AgeingRow>(
    read.db,
    sql`WITH x AS MATERIALIZED (
      SELECT i.customer_id, i.currency, ${OPEN_AMOUNT} AS open, extract(epoch FROM ${read.now}::timestamptz - i.due_at) / 86400 AS days
      FROM invoice i ${SETTLED} WHERE i.kind = 'SALES' AND i.status IN ('ISSUED', 'PARTIALLY_PAID')
        AND ${inScope(read.actor)})
    SELECT c.id AS "customerId", c.name AS "customerName", c.email, x.currency, trim_scale(coalesce(sum(x.open) FILTER (WHERE x.days <= 0), 0))::text AS "notDue", ${bucket(0, 30)} AS "days30", ${bucket(30, 60)} AS "days60",
      ${bucket(60, 90)} AS "days90", ${bucket(90, null)} AS older, trim_scale(sum(x.open))::text AS open, count(*)::int AS invoices, floor(greatest(max(x.days), 0))::int AS "oldestDays"
    FROM x JOIN customer c ON c.id = x.customer_id WHERE x.open > 0 GROUP BY c.id, x.currency
    ORDER BY coalesce(sum(x.open) FILTER (WHERE x.days > 0), 0) DESC, c.name, c.id LIMIT ${MOST_DEBTORS}`,
  );
  return { rows, at: read.now.toISOString() };
}

type StatementRow = Omit<StatementOutput["rows"][number], "balance">;

/** What happened between us and a customer, oldest first, with what was owed after each in its currency; at most the newest 1,000. */
export async function statement(read: NeonRead, input: { customerId: string }): Promise<StatementOutput> {
  const [customer] = await read.db.$queryRaw<
    { name: string }[]
  >`SELECT name FROM customer WHERE id = ${input.customerId}`;
  if (!customer) throw refuse("NOT_FOUND", "record.notFound", { entity: "Customer", id: input.customerId });
  const rows = await queryJson<StatementRow>(
    read.db,
    sql`SELECT * FROM (
      SELECT i.id, i.id AS "invoiceId", CASE i.kind WHEN 'SALES' THEN 'INVOICE' ELSE 'CREDIT_NOTE' END AS kind, i.invoice_number AS number, i.issued_at AS at, i.due_at AS "dueAt", i.currency,
        trim_scale(CASE i.kind WHEN 'SALES' THEN i.gross ELSE -i.gross END)::text AS amount
      FROM invoice i WHERE i.customer_id = ${input.customerId} AND i.kind IN ('SALES', 'CREDIT_NOTE') AND i.issued_at IS NOT NULL
      UNION ALL
      SELECT p.id, i.id, CASE WHEN p.amount > 0 THEN 'PAYMENT' ELSE 'REFUND' END, coalesce(p.external_ref, i.invoice_number), p.settled_at, NULL, p.currency, trim_scale(-p.amount)::text
      FROM payment p JOIN invoice i ON i.id = p.invoice_id WHERE i.customer_id = ${input.customerId} AND i.kind = 'SALES' AND ${HAS_COME}) x
    ORDER BY at DESC, id DESC LIMIT 1000`,
  );
  const owed = new Map<string, string>();
  return {
    customerName: customer.name,
    rows: rows.toReversed().map((row) => {
      const balance = sum([owed.get(row.currency) ?? "0", row.amount]);
      owed.set(row.currency, balance);
      return {
        ...row,
        at: new Date(row.at).toISOString(),
        dueAt: row.dueAt === null ? null : new Date(row.dueAt).toISOString(),
        balance,
      };
    }),
  };
}

/** Writes down that these overdue invoices were reminded of: each is one level further. */
export async function remind(work: NeonWork, input: RemindInput): Promise<RemindOutput> {
  const ids = [...new Set(input.ids)];
  const reminded = await work.tx.$queryRaw<{ id: string; number: string; level: number }[]>`
    UPDATE invoice i SET reminder_level = least(i.reminder_level + 1, 9), reminded_at = ${work.now}::timestamptz, version = i.version + 1
    WHERE i.id = ANY (${ids}::text[]) AND i.kind = 'SALES' AND i.status IN ('ISSUED', 'PARTIALLY_PAID') AND i.due_at < ${work.now}::timestamptz
    RETURNING i.id, i.invoice_number AS number, i.reminder_level AS level`;
  if (reminded.length < ids.length)
    throw refuse("RULE_BROKEN", "invoice.notOverdue", { count: ids.length - reminded.length });
  work.audit({
    action: "REMIND",
    resource: "invoices",
    resourceId: ids[0] ?? "",
    newValues: { invoices: reminded.map(({ number, level }) => ({ number, level })) },
  });
  work.touch("order");
  return { reminded: reminded.length, operationId: work.operationId };
}
