import type {
  CreatePriceListInput,
  ListPriceListsInput,
  PriceListRef,
  PriceListView,
  UpdatePriceListInput,
} from "@invista/contracts/product/price-lists";
import { STANDARD_LIST } from "@invista/contracts/product/price-lists";
import { refuse } from "@invista/contracts/errors";
import { containing } from "../shared/cursor.ts";
import { all, sql, when } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";

/** Every price list, the standard one first, with how many prices and customers use it. */
export async function listPriceLists(read: NeonRead, input: ListPriceListsInput): Promise<{ rows: PriceListView[] }> {
  const conditions = all([
    when(input.q, (term) => sql`(l.code ILIKE ${containing(term)} OR l.name ILIKE ${containing(term)})`),
    when(input.isActive, (isActive) => sql`l.is_active = ${isActive}`),
  ]);
  const rows = await read.db.$queryRaw<PriceListView[]>`
    SELECT l.code, l.name, l.currency, l.is_active AS "isActive", l.version, coalesce(p.n, 0) AS prices, coalesce(c.n, 0) AS customers
    FROM price_list l
    LEFT JOIN (SELECT list_code, count(*)::int AS n FROM product_price WHERE valid_to IS NULL OR valid_to > now() GROUP BY 1) p ON p.list_code = l.code
    LEFT JOIN (SELECT price_list_code, count(*)::int AS n FROM customer WHERE status <> 'ARCHIVED' GROUP BY 1) c ON c.price_list_code = l.code
    WHERE ${conditions} ORDER BY l.code <> ${STANDARD_LIST}, l.is_active DESC, l.name`;
  return { rows };
}

/** Makes a price list; refuses a code or a name that exists. */
export async function createPriceList(work: NeonWork, input: CreatePriceListInput): Promise<PriceListRef> {
  const { idempotencyKey: _, ...values } = input;
  const list = await work.tx.priceList.create({
    data: { ...values, createdBy: work.actor.userId },
    select: { code: true, name: true, version: true },
  });
  work.audit({ action: "CREATE", resource: "price_lists", resourceId: list.code, newValues: values });
  work.touch("product");
  return list;
}

/** Changes a price list the caller saw at `version`. One that customers are on is not archived, the standard one never. */
export async function updatePriceList(work: NeonWork, input: UpdatePriceListInput): Promise<PriceListRef> {
  const { idempotencyKey: _, code, version, ...given } = input;
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const before = await work.tx.priceList.findUnique({ where: { code } });
  if (code === STANDARD_LIST && (given.isActive === false || (given.currency ?? null) !== null))
    throw refuse("RULE_BROKEN", "priceList.standard");
  const [list] = await work.tx.priceList.updateManyAndReturn({
    where: { code, version },
    data: { ...values, version: { increment: 1 }, updatedAt: work.now },
    select: { code: true, name: true, version: true },
  });
  if (!before || !list) throw missingOrStale("Price list", before);
  const oldValues = Object.fromEntries(Object.keys(values).map((key) => [key, Reflect.get(before, key)]));
  work.audit({ action: "UPDATE", resource: "price_lists", resourceId: code, oldValues, newValues: values });
  work.touch("product");
  return list;
}

/** Refuses a list that does not exist, is archived, or takes no prices in this currency. */
export async function requirePriceList(work: NeonWork, code: string, currency?: string): Promise<void> {
  const list = await work.tx.priceList.findUnique({ where: { code } });
  if (!list) throw refuse("INVALID", "priceList.unknown", { list: code });
  if (!list.isActive) throw refuse("RULE_BROKEN", "priceList.archived", { list: code });
  if (currency !== undefined && list.currency !== null && list.currency !== currency)
    throw refuse("INVALID", "priceList.currency", { list: code, currency: list.currency });
}
