import type { CustomerRow, CustomerView } from "@invista/contracts/customer/customer";
import { STANDARD_LIST } from "@invista/contracts/product/price-lists";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import type { FieldDifference } from "../../shared/form/merge-fields.tsx";
import { parseDecimal } from "../../shared/format/numbers.ts";

/** A customer as its form holds it: every field a text. */
export interface CustomerValues {
  code: string;
  name: string;
  status: CustomerRow["status"];
  email: string;
  phone: string;
  contactName: string;
  currency: string;
  paymentTermDays: string;
  creditLimit: string;
  taxId: string;
  minShelfLifeDays: string;
  priceListCode: string;
  notes: string;
}

export const NEW_CUSTOMER: CustomerValues = {
  code: "",
  name: "",
  status: "ACTIVE",
  email: "",
  phone: "",
  contactName: "",
  currency: "",
  paymentTermDays: "30",
  creditLimit: "",
  taxId: "",
  minShelfLifeDays: "0",
  priceListCode: STANDARD_LIST,
  notes: "",
};

export function valuesOf(customer: CustomerView): CustomerValues {
  return {
    code: customer.code,
    name: customer.name,
    status: customer.status,
    email: customer.email ?? "",
    phone: customer.phone ?? "",
    contactName: customer.contactName ?? "",
    currency: customer.currency,
    paymentTermDays: String(customer.paymentTermDays),
    creditLimit: customer.creditLimit ?? "",
    taxId: customer.taxId ?? "",
    minShelfLifeDays: String(customer.minShelfLifeDays),
    priceListCode: customer.priceListCode,
    notes: customer.notes ?? "",
  };
}

/** The fields both commands take. */
export function fieldsOf(values: CustomerValues) {
  const { status: _status, ...shared } = values;
  const days = values.paymentTermDays.trim();
  const shelf = values.minShelfLifeDays.trim();
  return {
    ...shared,
    email: emptyToNull(values.email),
    phone: emptyToNull(values.phone),
    contactName: emptyToNull(values.contactName),
    notes: emptyToNull(values.notes),
    currency: values.currency.trim().toUpperCase(),
    paymentTermDays: days === "" ? null : Number(days),
    taxId: emptyToNull(values.taxId),
    minShelfLifeDays: shelf === "" ? 0 : Number(shelf),
    creditLimit: values.creditLimit.trim() === "" ? null : parseDecimal(values.creditLimit),
  };
}

const FIELD_WORDS: Record<keyof CustomerValues, string> = {
  code: "Code",
  name: "Name",
  status: "State",
  email: "E-mail",
  phone: "Phone",
  contactName: "Contact",
  currency: "Currency",
  paymentTermDays: "Pays in days",
  creditLimit: "Credit limit",
  taxId: "Tax number",
  minShelfLifeDays: "Shelf life at least",
  priceListCode: "Price list",
  notes: "Notes",
};

const isField = (name: string): name is keyof CustomerValues => Object.hasOwn(FIELD_WORDS, name);

/** The fields in which what I typed and what was saved meanwhile differ. */
export function differences(
  mine: CustomerValues,
  theirs: CustomerValues,
): readonly FieldDifference<keyof CustomerValues>[] {
  return Object.keys(FIELD_WORDS)
    .filter(isField)
    .filter((field) => mine[field] !== theirs[field])
    .map((field) => ({ field, label: FIELD_WORDS[field], mine: mine[field], theirs: theirs[field] }));
}

/** Mine, with the chosen fields taken from theirs. */
export function merged(
  mine: CustomerValues,
  theirs: CustomerValues,
  takeTheirs: ReadonlySet<keyof CustomerValues>,
): CustomerValues {
  return {
    ...mine,
    ...Object.fromEntries(Object.entries(theirs).filter(([name]) => isField(name) && takeTheirs.has(name))),
  };
}
