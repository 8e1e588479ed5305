import { z } from "zod";
import { chosenIds, direction, pageInput, pageOf, searchTerm } from "../page.ts";
import { currency, nonNegativeMoney } from "../quantity.ts";
import { code, id, idempotencyKey, text, version } from "../text.ts";

export const customerStatus = z.enum(["ACTIVE", "INACTIVE", "BLOCKED", "ARCHIVED"]);
const email = z.union([z.email(), z.literal("")]).nullable();

export const listCustomersInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: customerStatus.optional(),
  sort: z.enum(["name", "code"]).default("name"),
  direction,
});
export type ListCustomersInput = z.infer<typeof listCustomersInput>;
export const customerRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  status: customerStatus,
  currency: z.string(),
  /** This and openValue are null for those without price:read. */
  creditLimit: z.string().nullable(),
  openOrders: z.int(),
  openValue: z.string().nullable(),
  version: z.int(),
});
export type CustomerRow = z.infer<typeof customerRow>;
export const listCustomersOutput = pageOf(customerRow);

export const getCustomerInput = z.strictObject({ id });
export const customerView = customerRow.extend({
  phone: z.string().nullable(),
  contactName: z.string().nullable(),
  notes: z.string().nullable(),
  paymentTermDays: z.int(),
  priceListCode: z.string(),
  createdAt: z.string(),
});
export type CustomerView = z.infer<typeof customerView>;

const paymentTermDays = z.int().min(0).max(365);
const customerFields = {
  code,
  name: text(300, 1),
  email: email.default(null),
  phone: text(60).nullable().default(null),
  contactName: text(200).nullable().default(null),
  notes: text(4000).nullable().default(null),
  currency: currency.default("EUR"),
  paymentTermDays: paymentTermDays.default(30),
  creditLimit: nonNegativeMoney.nullable().default(null),
  /** Left out: the standard list for a new customer, the one it is on for another. */
  priceListCode: code.optional(),
};
export const createCustomerInput = z.strictObject({ ...customerFields, idempotencyKey });
export type CreateCustomerInput = z.infer<typeof createCustomerInput>;
export const updateCustomerInput = z.strictObject({
  id,
  version,
  ...customerFields,
  status: customerStatus,
  idempotencyKey,
});
export type UpdateCustomerInput = z.infer<typeof updateCustomerInput>;
/** Some terms of a customer; what is left out stays. */
export const changeTermsInput = z.strictObject({
  id,
  version,
  status: customerStatus.optional(),
  paymentTermDays: paymentTermDays.optional(),
  priceListCode: code.optional(),
  idempotencyKey,
});
export type ChangeTermsInput = z.infer<typeof changeTermsInput>;
export const customerRef = z.object({ id: z.string(), code: z.string(), name: z.string(), version: z.int() });
export type CustomerRef = z.infer<typeof customerRef>;
