import type { CustomerRow, CustomerView, ListCustomersInput } from "@invista/contracts/customer/customer";
import { refuse } from "@invista/contracts/errors";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { can } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, isChosen, pageLimit, raw, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

const cursorShape = z.tuple([z.string().max(300), z.string().max(64)]);
type CustomerRecord = Omit<CustomerView, "addresses" | "createdAt"> & { createdAt: Date | string };

/** Customers in the chosen order, with what they have open. */
export async function listCustomers(
  read: NeonRead,
  input: ListCustomersInput,
): Promise<{ rows: CustomerRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const key = raw(input.sort === "code" ? "c.code" : "c.name");
  const beyond = raw(input.direction === "asc" ? ">" : "<");
  const order = raw(input.direction === "asc" ? "ASC" : "DESC");
  const conditions = all([
    isChosen("c.id", input.ids),
    when(input.status, (status) => sql`c.status = ${status}::customer_status`),
    when(
      input.q,
      (term) =>
        sql`(c.name ILIKE ${containing(term)} OR c.code ILIKE ${containing(term)} OR c.email ILIKE ${containing(term)})`,
    ),
    when(after, ([name, id]) => sql`(${key}, c.id) ${beyond} (${name}, ${id})`),
  ]);
  const rows = await readCustomers(
    read,
    sql`SELECT c.* FROM customer c WHERE ${conditions} ORDER BY ${key} ${order}, c.id ${order} ${pageLimit(input.limit)}`,
    sql`${key} ${order}, c.id ${order}`,
  );
  const page = cutPage(rows, input.limit, (row) => [row[input.sort], row.id]);
  return {
    rows: page.rows.map(({ id, code, name, email, status, currency, creditLimit, openOrders, openValue, version }) => ({
      id,
      code,
      name,
      email,
      status,
      currency,
      creditLimit,
      openOrders,
      openValue,
      version,
    })),
    nextCursor: page.nextCursor,
  };
}

/** One customer; NOT_FOUND when there is none. */
export async function getCustomer(read: NeonRead, input: { id: string }): Promise<CustomerView> {
  const [[row], addresses] = await Promise.all([
    readCustomers(read, sql`SELECT c.* FROM customer c WHERE c.id = ${input.id}`, sql`c.id`),
    read.db.$queryRaw<CustomerView["addresses"]>`
      SELECT id, kind::text AS kind, name, line1, line2, postal_code AS "postalCode", city, region, country, phone, is_default AS "isDefault"
      FROM address WHERE customer_id = ${input.id} AND kind <> 'SITE' ORDER BY is_default DESC, created_at, id`,
  ]);
  if (!row) throw refuse("NOT_FOUND", "record.notFound", { entity: "Customer", id: input.id });
  return { ...row, addresses, createdAt: new Date(row.createdAt).toISOString() };
}

/** Amounts only for those who may read prices. */
async function readCustomers(read: NeonRead, page: NeonSql.Sql, order: NeonSql.Sql): Promise<CustomerRecord[]> {
  const rows = await read.db.$queryRaw<CustomerRecord[]>`
    WITH page AS MATERIALIZED (${page})
    SELECT c.id, c.code, c.name, c.email, c.status::text AS status, c.currency, trim_scale(c.credit_limit)::text AS "creditLimit", c.version, c.phone, c.contact_name AS "contactName", c.notes,
      c.payment_term_days AS "paymentTermDays", c.price_list_code AS "priceListCode", c.tax_id AS "taxId", c.min_shelf_life_days AS "minShelfLifeDays", c.created_at AS "createdAt", coalesce(o.n, 0) AS "openOrders", trim_scale(coalesce(o.value, 0))::text AS "openValue"
    FROM page c LEFT JOIN LATERAL (
      SELECT count(*)::int AS n, sum(total) AS value FROM "order" WHERE customer_id = c.id AND status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'ON_HOLD')) o ON TRUE
    ORDER BY ${order}`;
  if (can(read.actor, "price:read")) return rows;
  return rows.map((row) => ({ ...row, creditLimit: null, openValue: null }));
}
