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

export const addressKind = z.enum(["BILLING", "SHIPPING", "BOTH"]);
export const address = z.object({
  id: z.string(),
  kind: addressKind,
  name: z.string().nullable(),
  line1: z.string(),
  line2: z.string().nullable(),
  postalCode: z.string(),
  city: z.string(),
  region: z.string().nullable(),
  country: z.string(),
  phone: z.string().nullable(),
  /** The one that orders and invoices take when none is named. */
  isDefault: z.boolean(),
});
export type Address = z.infer<typeof address>;
const country = z.string().regex(/^[A-Z]{2}$/, "is not a country code of two letters");
/** Adds an address, or with an id changes that one. */
export const saveAddressInput = z.strictObject({
  customerId: id,
  id: id.nullable().default(null),
  kind: addressKind.default("BOTH"),
  name: text(200).nullable().default(null),
  line1: text(200, 1),
  line2: text(200).nullable().default(null),
  postalCode: text(20).default(""),
  city: text(120, 1),
  region: text(120).nullable().default(null),
  country,
  phone: text(60).nullable().default(null),
  isDefault: z.boolean().default(false),
  idempotencyKey,
});
export type SaveAddressInput = z.infer<typeof saveAddressInput>;
export const removeAddressInput = z.strictObject({ customerId: id, id, idempotencyKey });
export type RemoveAddressInput = z.infer<typeof removeAddressInput>;
export const addressRef = z.object({ id: z.string(), customerId: z.string(), operationId: z.string() });
export type AddressRef = z.infer<typeof addressRef>;

export const getCustomerInput = z.strictObject({ id });
export const customerView = customerRow.extend({
  phone: z.string().nullable(),
  contactName: z.string().nullable(),
  notes: z.string().nullable(),
  paymentTermDays: z.int(),
  taxId: z.string().nullable(),
  minShelfLifeDays: z.int(),
  addresses: z.array(address),
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
  taxId: text(60).nullable().default(null),
  /** Lots that expire sooner after they leave are not picked for him. */
  minShelfLifeDays: z.int().min(0).max(3_650).default(0),
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
