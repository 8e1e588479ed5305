import { everyPermissionOf, listed, ownKeys, ownThings, placesAndUnits, without } from "./permission-groups.ts";
import { PERMISSIONS, type Permission } from "./permissions.ts";

/** Decimal strings; null means no limit. A role that may not approve, adjust or discount has "0". */
export interface RoleLimits {
  readonly maxApprovalAmount: string | null;
  readonly maxAdjustQty: string | null;
  readonly maxDiscountPct: string | null;
}

export interface DefaultRole extends RoleLimits {
  readonly name: DefaultRoleName;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

export type DefaultRoleName =
  | "Owner"
  | "Admin"
  | "Inventory manager"
  | "Warehouse operator"
  | "Purchasing"
  | "Sales"
  | "Accountant"
  | "Auditor";

const unlimited: RoleLimits = { maxApprovalAmount: null, maxAdjustQty: null, maxDiscountPct: null };
const nothing: RoleLimits = { maxApprovalAmount: "0", maxAdjustQty: "0", maxDiscountPct: "0" };

export const DEFAULT_ROLES: readonly DefaultRole[] = [
  {
    name: "Owner",
    description: "Everything, including other owners and the company itself",
    permissions: PERMISSIONS,
    ...unlimited,
  },
  {
    name: "Admin",
    description: "Runs the company day to day; cannot delete users, define roles or post into frozen stock",
    permissions: without(
      PERMISSIONS,
      "stock:post_frozen",
      "ledger:reopen_period",
      "ledger:export",
      "user:delete",
      "role:manage",
    ),
    ...unlimited,
  },
  {
    name: "Inventory manager",
    description: "Owns products, stock, counts, transfers and replenishment",
    permissions: listed(
      everyPermissionOf(
        "product",
        "cost",
        "category",
        "uom",
        "warehouse",
        "location",
        "lot",
        "serial",
        "reservation",
        "transfer",
        "count",
        "replenishment",
        "shipment",
        "receipt",
        "carrier",
        "report",
        "dashboard",
        "simulation",
        "saved_view",
      ),
      without(everyPermissionOf("stock"), "stock:post_frozen", "stock:backdate"),
      without(everyPermissionOf("return"), "return:refund"),
      without(everyPermissionOf("quality"), "quality:waive"),
      ["price:read", "order:read", "order:update", "order:hold", "order:export", "customer:read", "supplier:read"],
      ["purchase:read", "purchase:create", "purchase:update", "purchase:submit", "purchase:approve", "purchase:close"],
      ["invoice:read", "ledger:read", "operation:read", "operation:undo"],
      ["user:read", "audit:read", "config:read", "health:read"],
      ownThings,
      ownKeys,
    ),
    maxApprovalAmount: "10000",
    maxAdjustQty: null,
    maxDiscountPct: "0",
  },
  {
    name: "Warehouse operator",
    description: "Receives, puts away, picks, packs, ships and counts in the warehouses given",
    permissions: listed(
      placesAndUnits,
      ownThings,
      [
        "product:read",
        "stock:read",
        "stock:move",
        "stock:adjust",
        "stock:quarantine",
        "lot:read",
        "lot:update",
        "serial:read",
        "serial:update",
      ],
      [
        "reservation:read",
        "transfer:read",
        "transfer:create",
        "transfer:pick",
        "transfer:receive",
        "count:read",
        "count:count",
      ],
      [
        "replenishment:read",
        "order:read",
        "return:read",
        "return:receive",
        "return:inspect",
        "customer:read",
        "supplier:read",
      ],
      without(everyPermissionOf("shipment"), "shipment:cancel"),
      ["purchase:read", "receipt:read", "receipt:create", "receipt:post", "quality:read", "quality:inspect"],
      ["report:read", "dashboard:read", "operation:read", "operation:undo"],
    ),
    maxApprovalAmount: "0",
    maxAdjustQty: "100",
    maxDiscountPct: "0",
  },
  {
    name: "Purchasing",
    description: "Suppliers, purchase orders and replenishment",
    permissions: listed(
      placesAndUnits,
      ownThings,
      ownKeys,
      everyPermissionOf("replenishment", "supplier", "report", "dashboard", "simulation"),
      without(everyPermissionOf("purchase"), "purchase:approve", "purchase:over_receive"),
      [
        "product:read",
        "product:update",
        "price:read",
        "cost:read",
        "stock:read",
        "lot:read",
        "serial:read",
        "reservation:read",
      ],
      [
        "transfer:read",
        "count:read",
        "order:read",
        "shipment:read",
        "return:read",
        "customer:read",
        "receipt:read",
        "receipt:create",
      ],
      ["quality:read", "invoice:read", "operation:read", "operation:undo", "saved_view:share"],
    ),
    ...nothing,
  },
  {
    name: "Sales",
    description: "Customers, prices, orders and returns",
    permissions: listed(
      placesAndUnits,
      ownThings,
      ownKeys,
      everyPermissionOf("report", "dashboard", "simulation"),
      without(everyPermissionOf("order"), "order:refund_line"),
      without(everyPermissionOf("customer"), "customer:archive"),
      ["product:read", "price:read", "price:update", "stock:read", "lot:read", "serial:read"],
      [
        "reservation:read",
        "reservation:create",
        "reservation:release",
        "transfer:read",
        "replenishment:read",
        "shipment:read",
      ],
      [
        "return:read",
        "return:create",
        "return:approve",
        "quality:read",
        "invoice:read",
        "invoice:create",
        "payment:read",
      ],
      ["operation:read", "operation:undo", "saved_view:share"],
    ),
    maxApprovalAmount: "5000",
    maxAdjustQty: "0",
    maxDiscountPct: "15",
  },
  {
    name: "Accountant",
    description: "Invoices, payments, the ledger and what things cost",
    permissions: listed(
      placesAndUnits,
      ownThings,
      ownKeys,
      everyPermissionOf("invoice", "payment", "report", "dashboard", "simulation"),
      without(everyPermissionOf("ledger"), "ledger:reopen_period"),
      [
        "product:read",
        "product:export",
        "price:read",
        "price:update",
        "cost:read",
        "stock:read",
        "stock:export",
        "lot:read",
        "serial:read",
      ],
      [
        "reservation:read",
        "transfer:read",
        "count:read",
        "replenishment:read",
        "order:read",
        "order:export",
        "shipment:read",
      ],
      [
        "return:read",
        "return:refund",
        "return:close",
        "customer:read",
        "customer:update",
        "customer:export",
        "supplier:read",
        "supplier:export",
      ],
      ["purchase:read", "purchase:approve", "purchase:export", "receipt:read", "quality:read"],
      ["operation:read", "operation:undo", "saved_view:share", "audit:read", "config:read"],
    ),
    maxApprovalAmount: "25000",
    maxAdjustQty: "0",
    maxDiscountPct: "0",
  },
  {
    name: "Auditor",
    description: "Reads everything and verifies the audit trail; changes nothing",
    permissions: listed(
      placesAndUnits,
      ownThings,
      [
        "product:read",
        "price:read",
        "cost:read",
        "stock:read",
        "stock:export",
        "lot:read",
        "serial:read",
        "reservation:read",
      ],
      [
        "transfer:read",
        "count:read",
        "replenishment:read",
        "order:read",
        "order:export",
        "shipment:read",
        "return:read",
      ],
      ["customer:read", "supplier:read", "purchase:read", "purchase:export", "receipt:read", "quality:read"],
      ["invoice:read", "invoice:export", "payment:read", "ledger:read", "ledger:export"],
      ["report:read", "report:export", "dashboard:read", "dashboard:export", "operation:read"],
      ["user:read", "role:read", "session:read_all", "api_key:read", "api_key:read_all", "config:read", "health:read"],
      everyPermissionOf("audit"),
    ),
    ...nothing,
  },
];
