import type { ProductView } from "@invista/contracts/product/read-product";
import { homeCurrency } from "../../shared/format/display.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";

/** A product as its form holds it: every field a text. */
export interface ProductValues {
  sku: string;
  name: string;
  description: string;
  categoryId: string | null;
  type: "STOCK" | "KIT" | "SERVICE";
  unitCode: string;
  qtyPrecision: string;
  costMethod: "FIFO" | "MOVING_AVG";
  /** Expiry is a day of a lot. */
  tracking: "NONE" | "LOT" | "EXPIRY" | "SERIAL";
  shelfLifeDays: string;
  weight: string;
  barcode: string;
  price: string;
  currency: string;
  status: "DRAFT" | "ACTIVE";
}

export const NEW_PRODUCT: ProductValues = {
  sku: "",
  name: "",
  description: "",
  categoryId: null,
  type: "STOCK",
  unitCode: "EA",
  qtyPrecision: "0",
  costMethod: "FIFO",
  tracking: "NONE",
  shelfLifeDays: "",
  weight: "",
  barcode: "",
  price: "",
  currency: "",
  status: "ACTIVE",
};

export function valuesOf(product: ProductView): ProductValues {
  return {
    sku: product.sku,
    name: product.name,
    description: product.description ?? "",
    categoryId: product.categoryId,
    type: product.type,
    unitCode: product.unitCode,
    qtyPrecision: String(product.qtyPrecision),
    costMethod: product.costMethod,
    tracking: product.trackSerials ? "SERIAL" : product.trackExpiry ? "EXPIRY" : product.trackLots ? "LOT" : "NONE",
    shelfLifeDays: product.shelfLifeDays === null ? "" : String(product.shelfLifeDays),
    weight: product.weight ?? "",
    barcode: product.barcode ?? "",
    price: product.price ?? "",
    currency: product.currency ?? homeCurrency(),
    status: product.status === "DRAFT" ? "DRAFT" : "ACTIVE",
  };
}

/** The fields both commands take; the price only from those who may change it. */
export function fieldsOf(values: ProductValues, mayPrice: boolean) {
  const { type: _type, price, tracking, shelfLifeDays, ...shared } = values;
  return {
    ...shared,
    description: emptyToNull(values.description),
    qtyPrecision: Number(values.qtyPrecision),
    trackLots: tracking === "LOT" || tracking === "EXPIRY",
    trackSerials: tracking === "SERIAL",
    trackExpiry: tracking === "EXPIRY",
    shelfLifeDays: tracking !== "EXPIRY" || shelfLifeDays.trim() === "" ? null : Number(shelfLifeDays),
    weight: values.weight.trim() === "" ? null : parseDecimal(values.weight),
    barcode: emptyToNull(values.barcode),
    ...(mayPrice ? { price: price.trim() === "" ? null : parseDecimal(price) } : {}),
    currency: values.currency.trim().toUpperCase(),
    unitCode: values.unitCode.trim().toUpperCase(),
  };
}

export const FIELD_WORDS: Record<keyof ProductValues, string> = {
  sku: "SKU",
  name: "Name",
  description: "Description",
  categoryId: "Category",
  type: "Kind",
  unitCode: "Unit",
  qtyPrecision: "Decimals",
  costMethod: "Costing",
  tracking: "Tracked by",
  shelfLifeDays: "Shelf life",
  weight: "Weight",
  barcode: "Barcode",
  price: "Price",
  currency: "Currency",
  status: "State",
};

export interface Difference {
  readonly field: keyof ProductValues;
  readonly mine: string;
  readonly theirs: string;
}

const isField = (name: string): name is keyof ProductValues => Object.hasOwn(FIELD_WORDS, name);

/** The fields in which what I typed and what was saved meanwhile differ. */
export function differences(mine: ProductValues, theirs: ProductValues): readonly Difference[] {
  return Object.keys(FIELD_WORDS)
    .filter(isField)
    .filter((field) => mine[field] !== theirs[field])
    .map((field) => ({ field, mine: mine[field] ?? "", theirs: theirs[field] ?? "" }));
}

/** Mine, with the chosen fields taken from theirs. */
export function merged(
  mine: ProductValues,
  theirs: ProductValues,
  takeTheirs: ReadonlySet<keyof ProductValues>,
): ProductValues {
  return { ...mine, ...pick(theirs, takeTheirs) };
}

function pick(from: ProductValues, fields: ReadonlySet<keyof ProductValues>): Partial<ProductValues> {
  const entries = Object.entries(from).filter(([name]) => isField(name) && fields.has(name));
  return Object.fromEntries(entries);
}
