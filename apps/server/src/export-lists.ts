import { listAuditInput } from "@invista/contracts/audit/audit";
import { listCustomersInput } from "@invista/contracts/customer/customer";
import { listImportsInput } from "@invista/contracts/import/import";
import { listInvoicesInput } from "@invista/contracts/invoice/read-invoice";
import { listOperationsInput } from "@invista/contracts/operation/operation";
import { listOrdersInput } from "@invista/contracts/order/read-order";
import { listProductsInput } from "@invista/contracts/product/read-product";
import { listReturnsInput } from "@invista/contracts/returns/returns";
import { listShipmentsInput } from "@invista/contracts/shipment/read-shipment";
import { listSuggestionsInput } from "@invista/contracts/replenishment/replenishment";
import { listUsersInput } from "@invista/contracts/user/user";
import type { Export } from "./export-list.ts";
import { STOCK_EXPORTS } from "./export-stock-lists.ts";

/** Every list that can be downloaded: who may, which columns, and how a page of it is read with the caller's own rights. */
export const EXPORTS: Record<string, Export> = {
  products: {
    permission: "product:export",
    columns: [
      "sku",
      "name",
      "status",
      "categoryName",
      "unitCode",
      "barcode",
      "weight",
      "price",
      "currency",
      "onHand",
      "reserved",
      "available",
      "updatedAt",
    ],
    page: (caller, input) => caller.product.list(listProductsInput.parse(input)),
  },
  ...STOCK_EXPORTS,
  imports: {
    permission: "product:export",
    columns: ["fileName", "status", "profile", "size", "rowsTotal", "createdAt", "createdByName", "undoneAt"],
    page: (caller, input) => caller.import.list(listImportsInput.parse(input)),
  },
  people: {
    permission: "audit:export",
    columns: ["name", "email", "status", "roles", "mfaEnabled", "activeSessions", "openApiKeys", "lastSeenAt"],
    page: (caller, input) => caller.user.list(listUsersInput.parse(input)),
  },
  replenishment: {
    permission: "stock:export",
    columns: [
      "sku",
      "name",
      "warehouseCode",
      "supplierName",
      "suggested",
      "unitCode",
      "unitCost",
      "cost",
      "daysLeft",
      "available",
      "incoming",
      "openDemand",
      "projected",
      "weeklyDemand",
      "leadTimeDays",
      "reorderPoint",
      "target",
      "basis",
      "abcClass",
      "xyzClass",
    ],
    page: (caller, input) => caller.replenishment.list(listSuggestionsInput.parse(input)),
  },
  operations: {
    permission: "stock:export",
    columns: ["createdAt", "procedure", "entity", "status", "movements", "createdByName", "undoneAt", "id", "undoOfId"],
    page: (caller, input) => caller.operation.list(listOperationsInput.parse(input)),
  },
  returns: {
    permission: "order:export",
    columns: [
      "rmaNumber",
      "status",
      "reason",
      "orderNumber",
      "customerName",
      "warehouseCode",
      "quantity",
      "received",
      "createdAt",
      "receivedAt",
      "createdByName",
    ],
    page: (caller, input) => caller.returns.list(listReturnsInput.parse(input)),
  },
  invoices: {
    permission: "invoice:export",
    columns: [
      "invoiceNumber",
      "kind",
      "status",
      "customerName",
      "orderNumber",
      "issuedAt",
      "dueAt",
      "daysOverdue",
      "currency",
      "net",
      "tax",
      "gross",
      "paid",
      "credited",
      "open",
      "reminderLevel",
      "remindedAt",
    ],
    page: (caller, input) => caller.invoice.list(listInvoicesInput.parse(input)),
  },
  orders: {
    permission: "order:export",
    columns: [
      "orderNumber",
      "status",
      "fulfilmentStatus",
      "paymentStatus",
      "customerName",
      "currency",
      "total",
      "lines",
      "ordered",
      "reserved",
      "shipped",
      "requestedAt",
      "createdAt",
      "createdByName",
    ],
    page: (caller, input) => caller.order.list(listOrdersInput.parse(input)),
  },
  shipments: {
    permission: "order:export",
    columns: [
      "shipmentNumber",
      "status",
      "orderNumber",
      "customerName",
      "warehouseCode",
      "waveNumber",
      "lines",
      "quantity",
      "picked",
      "trackingNumber",
      "promisedAt",
      "createdAt",
      "since",
    ],
    page: (caller, input) => caller.shipment.list(listShipmentsInput.parse(input)),
  },
  customers: {
    permission: "customer:export",
    columns: ["code", "name", "email", "status", "currency", "creditLimit", "openOrders", "openValue"],
    page: (caller, input) => caller.customer.list(listCustomersInput.parse(input)),
  },
  audit: {
    permission: "audit:export",
    columns: [
      "seq",
      "at",
      "userName",
      "action",
      "resource",
      "resourceId",
      "oldValues",
      "newValues",
      "operationId",
      "hash",
    ],
    page: (caller, input) => caller.audit.list(listAuditInput.parse(input)),
  },
};
