import { refuse, Refusal, type Code, type Details } from "@invista/contracts/errors";
import type { Rule } from "@invista/contracts/rules";
import { z } from "zod";

interface Meaning {
  code: Code;
  rule: Rule;
  details?: Details;
}

/** Database constraint name → what people are told. A name that is absent gets a general answer by SQLSTATE. */
const CONSTRAINTS: Record<string, Meaning> = {
  product_sku_key: { code: "CONFLICT", rule: "record.duplicate", details: { entity: "A product", field: "SKU" } },
  product_unit_barcode_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A product", field: "barcode" },
  },
  product_barcode_code_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A product", field: "barcode" },
  },
  product_unit_product_id_uom_id_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A pack of this product", field: "unit" },
  },
  product_serial_whole_units: { code: "INVALID", rule: "product.serialWhole" },
  product_component_no_cycle: { code: "RULE_BROKEN", rule: "product.kitCycle" },
  product_component_not_self: { code: "RULE_BROKEN", rule: "product.kitCycle" },
  customer_price_list_code_fkey: {
    code: "INVALID",
    rule: "record.referenceUnknown",
    details: { entity: "The price list" },
  },
  price_list_pkey: { code: "CONFLICT", rule: "record.duplicate", details: { entity: "A price list", field: "code" } },
  price_list_name_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A price list", field: "name" },
  },
  price_list_standard: { code: "RULE_BROKEN", rule: "priceList.standard" },
  price_list_archived: { code: "RULE_BROKEN", rule: "priceList.archived" },
  price_list_in_use: { code: "RULE_BROKEN", rule: "priceList.inUse" },
  price_list_currency_used: { code: "RULE_BROKEN", rule: "priceList.currencyUsed" },
  price_list_code_fixed: { code: "RULE_BROKEN", rule: "priceList.codeFixed" },
  product_price_list_currency: { code: "INVALID", rule: "priceList.currency" },
  product_price_no_overlap: { code: "CONFLICT", rule: "price.overlap" },
  unit_of_measure_code_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A unit", field: "code" },
  },
  attribute_definition_code_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A field", field: "code" },
  },
  product_frozen_after_movement: { code: "RULE_BROKEN", rule: "product.frozen" },
  category_parent_id_name_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A category", field: "name" },
  },
  category_no_cycle: { code: "RULE_BROKEN", rule: "category.cycle" },
  warehouse_code_key: { code: "CONFLICT", rule: "record.duplicate", details: { entity: "A warehouse", field: "code" } },
  storage_location_warehouse_id_code_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A bin", field: "code" },
  },
  storage_location_barcode_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A bin", field: "barcode" },
  },
  customer_code_key: { code: "CONFLICT", rule: "record.duplicate", details: { entity: "A customer", field: "code" } },
  shipment_carrier_id_tracking_number_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A shipment of this carrier", field: "tracking number" },
  },
  carrier_code_service_code_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A carrier", field: "code and service" },
  },
  return_item_within_shipped: { code: "RULE_BROKEN", rule: "return.moreThanShipped", details: { sku: "this product" } },
  order_item_returned_within_shipped: { code: "RULE_BROKEN", rule: "return.cameBack" },
  invoice_frozen: { code: "RULE_BROKEN", rule: "invoice.frozen" },
  invoice_item_frozen: { code: "RULE_BROKEN", rule: "invoice.frozen" },
  invoice_item_within_shipped: { code: "RULE_BROKEN", rule: "invoice.shippedOnly" },
  order_item_invoiced: { code: "RULE_BROKEN", rule: "order.invoiced" },
  payment_within_invoice: { code: "RULE_BROKEN", rule: "payment.moreThanOpen", details: { currency: "" } },
  payment_currency: { code: "INVALID", rule: "payment.currency" },
  payment_external_ref_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A payment", field: "reference" },
  },
  shipment_posted: { code: "RULE_BROKEN", rule: "shipment.posted" },
  inventory_item_quantity_not_negative: { code: "RULE_BROKEN", rule: "stock.insufficient" },
  inventory_item_reserved_within_quantity: { code: "RULE_BROKEN", rule: "stock.belowReserved" },
  inventory_item_guard: { code: "RULE_BROKEN", rule: "stock.directChange" },
  storage_location_transit: { code: "RULE_BROKEN", rule: "location.transit" },
  stock_reservation_kept: { code: "RULE_BROKEN", rule: "stock.directChange" },
  stock_reservation_append_only: { code: "RULE_BROKEN", rule: "stock.directChange" },
  storage_location_bears: { code: "RULE_BROKEN", rule: "location.bears" },
  stock_movement_keeps_hold: { code: "RULE_BROKEN", rule: "stock.moveChangesHold" },
  stock_movement_append_only: { code: "RULE_BROKEN", rule: "ledger.appendOnly" },
  stock_movement_balance_not_negative: { code: "RULE_BROKEN", rule: "stock.insufficient" },
  lot_product_id_lot_number_key: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "A lot of this product", field: "number" },
  },
  lot_expiry_after_manufacture: { code: "INVALID", rule: "lot.expiryBeforeManufacture" },
  stock_movement_serial_required: { code: "INVALID", rule: "serial.needed" },
  stock_movement_serial_position: { code: "RULE_BROKEN", rule: "serial.notHere", details: { sku: "The product" } },
  stock_movement_piece_then: { code: "RULE_BROKEN", rule: "serial.elsewhereThen" },
  stock_movement_negative_then: { code: "RULE_BROKEN", rule: "stock.negativeThen" },
  stock_movement_occurred_not_after_recorded: { code: "INVALID", rule: "stock.future" },
  stock_movement_quantity_precision: { code: "INVALID", rule: "quantity.tooFine" },
  stock_reservation_quantity_precision: { code: "INVALID", rule: "quantity.tooFine" },
  order_item_quantity_precision: { code: "INVALID", rule: "quantity.tooFine" },
  inventory_item_position: { code: "RULE_BROKEN", rule: "stock.directChange" },
  stock_movement_line: { code: "INVALID", rule: "stock.positionUnknown" },
  stock_movement_pair: { code: "INVALID", rule: "stock.positionUnknown" },
  stock_movement_reversal_of_seq_key: { code: "CONFLICT", rule: "stock.reversed" },
  cost_layer_consumed: { code: "RULE_BROKEN", rule: "stock.consumed" },
  journal_entry_period_open: { code: "RULE_BROKEN", rule: "ledger.periodClosed" },
  inventory_item_lot_required: { code: "INVALID", rule: "stock.lotRequired" },
  inventory_item_lot_of_product: { code: "INVALID", rule: "stock.lotRequired" },
  inventory_item_stock_product: { code: "RULE_BROKEN", rule: "stock.notStocked" },
  inventory_item_product_id_fkey: {
    code: "INVALID",
    rule: "record.referenceUnknown",
    details: { entity: "The product" },
  },
  inventory_item_warehouse_id_fkey: {
    code: "INVALID",
    rule: "record.referenceUnknown",
    details: { entity: "The warehouse" },
  },
  storage_location_warehouse_id_fkey: {
    code: "INVALID",
    rule: "record.referenceUnknown",
    details: { entity: "The warehouse" },
  },
  stock_count_item_open_key: { code: "CONFLICT", rule: "count.itemBusy" },
  stock_count_entry_count_item_id_counted_by_key: {
    code: "CONFLICT",
    rule: "count.recountByAnother",
    details: { sku: "this line" },
  },
  stock_count_entry_frozen: { code: "RULE_BROKEN", rule: "count.frozen" },
  stock_count_item_frozen: { code: "RULE_BROKEN", rule: "count.frozen" },
  stock_count_approver_is_not_counter: { code: "FORBIDDEN", rule: "count.ownCount" },
  order_status_transition: { code: "RULE_BROKEN", rule: "order.transition" },
  order_hold_returns: { code: "RULE_BROKEN", rule: "order.transition" },
  order_cancel_after_shipping: { code: "RULE_BROKEN", rule: "order.shipped" },
  order_cancel_while_packed: { code: "RULE_BROKEN", rule: "order.shipped" },
  role_name_unique: { code: "CONFLICT", rule: "record.duplicate", details: { entity: "A role", field: "name" } },
  role_system_not_deletable: { code: "RULE_BROKEN", rule: "role.systemStays" },
  role_system_keeps_name: { code: "RULE_BROKEN", rule: "role.systemStays" },
  role_limits_not_negative: { code: "INVALID", rule: "input.invalid", details: { fields: ["limits"] } },
  user_role_user_id_role_id_unique: {
    code: "CONFLICT",
    rule: "record.duplicate",
    details: { entity: "An assignment", field: "role" },
  },
  user_role_role_id_fkey: { code: "RULE_BROKEN", rule: "record.inUse", details: { entity: "The role" } },
  user_role_last_owner: { code: "RULE_BROKEN", rule: "user.lastOwner" },
  operation_running: { code: "UNAVAILABLE", rule: "server.busy" },
};

const cause = z.object({
  kind: z.string().optional(),
  originalCode: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  originalMessage: z.string().optional(),
  detail: z.string().nullish(),
  hint: z.string().nullish(),
  constraint: z
    .object({
      index: z.string().optional(),
      fields: z.array(z.string()).optional(),
      foreignKey: z.unknown().optional(),
    })
    .optional(),
});

const shape = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  meta: z.object({ driverAdapterError: z.object({ cause }).optional(), code: z.string().optional() }).optional(),
  cause: z.unknown().optional(),
});

interface Facts {
  sqlState: string;
  prismaCode: string;
  constraint: string | null;
  message: string;
  detail: string | null;
}

function factsOf(error: unknown): Facts {
  const parsed = shape.safeParse(error);
  if (!parsed.success) return { sqlState: "", prismaCode: "", constraint: null, message: String(error), detail: null };
  const { code = "", message = "", meta } = parsed.data;
  const driver = meta?.driverAdapterError?.cause ?? cause.safeParse(parsed.data.cause).data;
  const text = driver?.originalMessage ?? driver?.message ?? message;
  const named = /constraint "([^"]+)"/.exec(text)?.[1] ?? driver?.constraint?.index ?? null;
  const hinted = driver?.hint && /^[a-z_]+$/.test(driver.hint) ? driver.hint : null;
  return {
    sqlState:
      driver?.originalCode ?? driver?.code ?? (/^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code) ? code : ""),
    prismaCode: /^P\d{4}$/.test(code) ? code : "",
    constraint: hinted ?? named,
    message: text,
    detail: driver?.detail ?? null,
  };
}

const RETRYABLE = new Set(["40001", "40P01", "55P03"]);

/** True for a deadlock, a serialisation failure or a lock time-out: the whole command may be tried again. */
export function isRetryable(error: unknown): boolean {
  const facts = factsOf(error);
  return RETRYABLE.has(facts.sqlState) || facts.prismaCode === "P2034";
}

const LOST =
  /terminat|connection|ECONNREFUSED|ECONNRESET|EPIPE|closed|timeout exceeded when trying to connect|Can't reach|starting up|shutting down|recovery mode/i;

/** A changed password (28), a database that is gone (3D), one that takes only reads as providers do when a disk is full (25006): the server's state, not the statement's fault. */
const AWAY = /^(08|57P|53|28|3D|25006)/;

/** True when the database could not be reached, lets nobody write, or went away in the middle. */
export function isUnavailable(error: unknown): boolean {
  const { sqlState, prismaCode, message } = factsOf(error);
  if (AWAY.test(sqlState)) return true;
  if (["P1000", "P1001", "P1002", "P1003", "P1008", "P1010", "P1017", "P2024", "P2028"].includes(prismaCode))
    return true;
  return (sqlState === "" || prismaCode === "P2010") && LOST.test(message);
}

/** The one place where an error from the database becomes a refusal people understand; unknown errors are passed on unchanged. */
export function toRefusal(error: unknown, database = "business"): unknown {
  if (error instanceof Refusal) return error;
  const facts = factsOf(error);
  const options = { cause: error };
  const known = facts.constraint === null ? undefined : CONSTRAINTS[facts.constraint];
  if (known)
    return refuse(
      known.code,
      known.rule,
      { ...known.details, ...jsonDetail(facts.detail), constraint: facts.constraint },
      options,
    );
  if (isUnavailable(error)) return refuse("UNAVAILABLE", "database.unavailable", { database }, options);
  if (facts.sqlState === "23505" || facts.prismaCode === "P2002") {
    return refuse("CONFLICT", "record.duplicate", { entity: "A record", field: facts.constraint ?? "value" }, options);
  }
  if (facts.sqlState === "23503" || facts.prismaCode === "P2003")
    return refuse(
      "INVALID",
      "record.referenceUnknown",
      { entity: entityOf(facts), constraint: facts.constraint },
      options,
    );
  if (facts.prismaCode === "P2025") return refuse("NOT_FOUND", "record.notFound", { entity: "The record" }, options);
  if (facts.sqlState === "23514" || facts.sqlState === "P0001" || facts.sqlState === "23P01")
    return refuse("RULE_BROKEN", "check.violated", { constraint: facts.constraint ?? facts.message }, options);
  if (RETRYABLE.has(facts.sqlState) || facts.prismaCode === "P2034")
    return refuse("UNAVAILABLE", "server.busy", {}, options);
  if (facts.sqlState.startsWith("22")) return refuse("INVALID", "input.invalid", { fields: ["value"] }, options);
  if (facts.sqlState === "57014" || facts.sqlState === "25P03" || facts.sqlState === "25P04")
    return refuse("UNAVAILABLE", "server.busy", {}, options);
  return error;
}

function entityOf(facts: Facts): string {
  const table = /table "([a-z_]+)"\.?$/.exec(facts.detail ?? "")?.[1] ?? "record";
  return `The ${table.replaceAll("_", " ")}`;
}

function jsonDetail(detail: string | null): Details {
  if (!detail?.startsWith("{")) return {};
  const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(detail));
  return parsed.success ? parsed.data : {};
}
