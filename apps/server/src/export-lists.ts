import type { createCaller } from "@invista/api/root";
import { listAuditInput } from "@invista/contracts/audit/audit";
import { listCountsInput } from "@invista/contracts/count/read-count";
import { listCustomersInput } from "@invista/contracts/customer/customer";
import { listImportsInput } from "@invista/contracts/import/import";
import { listLotsInput } from "@invista/contracts/lot/lot";
import { listOperationsInput } from "@invista/contracts/operation/operation";
import { listOrdersInput } from "@invista/contracts/order/read-order";
import { listAllPricesInput } from "@invista/contracts/product/prices";
import { listProductsInput } from "@invista/contracts/product/read-product";
import { listInspectionsInput } from "@invista/contracts/quality/inspection";
import { listNcrsInput } from "@invista/contracts/quality/ncr";
import { listSerialsInput } from "@invista/contracts/serial/serial";
import { listShipmentsInput } from "@invista/contracts/shipment/read-shipment";
import { listSuggestionsInput } from "@invista/contracts/replenishment/replenishment";
import { listStockAsOfInput } from "@invista/contracts/stock/as-of";
import { listMovementsInput, listStockInput } from "@invista/contracts/stock/list-stock";
import { listTransfersInput } from "@invista/contracts/transfer/transfer";
import { listUsersInput } from "@invista/contracts/user/user";
import { listLocationsInput, listWarehousesInput } from "@invista/contracts/warehouse/warehouse";

export type Caller = ReturnType<typeof createCaller>;
export interface Page {
  rows: readonly object[];
  nextCursor: string | null;
}

export interface Export {
  permission: "product:export" | "stock:export" | "order:export" | "customer:export" | "audit:export";
  columns: readonly string[];
  page(caller: Caller, input: Record<string, unknown>): Promise<Page>;
}

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
      "price",
      "currency",
      "onHand",
      "reserved",
      "available",
      "updatedAt",
    ],
    page: (caller, input) => caller.product.list(listProductsInput.parse(input)),
  },
  stock: {
    permission: "stock:export",
    columns: [
      "sku",
      "name",
      "warehouseCode",
      "unitCode",
      "onHand",
      "reserved",
      "held",
      "available",
      "incoming",
      "projected",
      "daysOfCover",
      "minQuantity",
      "maxQuantity",
      "value",
      "state",
    ],
    page: (caller, input) => caller.stock.list(listStockInput.parse(input)),
  },
  prices: {
    permission: "product:export",
    columns: ["sku", "listCode", "currency", "minQuantity", "unitPrice", "validFrom", "validTo"],
    page: (caller, input) => caller.price.listAll(listAllPricesInput.parse(input)),
  },
  bins: {
    permission: "stock:export",
    columns: ["warehouse", "code", "zone", "type", "pickSequence", "maxWeight", "barcode", "isSellable"],
    page: async (caller, input) => {
      const filters = listLocationsInput.parse(input);
      const [{ rows: warehouses }, page] = await Promise.all([
        caller.warehouse.list(listWarehousesInput.parse({})),
        caller.location.list(filters),
      ]);
      const warehouse = warehouses.find((one) => one.id === filters.warehouseId)?.code;
      // The floor and the bins that the system keeps for itself are no bins of a file.
      const own = page.rows.filter((row) => row.code !== "" && !row.code.startsWith("~"));
      return { rows: own.map((row) => ({ ...row, warehouse })), nextCursor: page.nextCursor };
    },
  },
  inspections: {
    permission: "stock:export",
    columns: [
      "inspectionNumber",
      "status",
      "source",
      "sku",
      "name",
      "lotNumber",
      "warehouseCode",
      "location",
      "planName",
      "inspected",
      "accepted",
      "rejected",
      "createdAt",
      "createdByName",
    ],
    page: (caller, input) => caller.inspection.list(listInspectionsInput.parse(input)),
  },
  serials: {
    permission: "stock:export",
    columns: ["serial", "status", "sku", "name", "lotNumber", "warehouseCode", "location", "updatedAt"],
    page: (caller, input) => caller.serial.list(listSerialsInput.parse(input)),
  },
  nonconformances: {
    permission: "stock:export",
    columns: [
      "ncrNumber",
      "status",
      "severity",
      "disposition",
      "sku",
      "name",
      "lotNumber",
      "quantity",
      "inspectionNumber",
      "warehouseCode",
      "createdAt",
      "createdByName",
    ],
    page: (caller, input) => caller.ncr.list(listNcrsInput.parse(input)),
  },
  "stock-as-of": {
    permission: "stock:export",
    columns: [
      "sku",
      "name",
      "warehouseCode",
      "unitCode",
      "onHand",
      "reserved",
      "inTransit",
      "value",
      "onHandNow",
      "since",
    ],
    page: (caller, input) => caller.stock.listAsOf(listStockAsOfInput.parse(input)),
  },
  movements: {
    permission: "stock:export",
    columns: [
      "seq",
      "recordedAt",
      "type",
      "sku",
      "name",
      "warehouseCode",
      "location",
      "quantity",
      "balanceAfter",
      "value",
      "reasonCode",
      "referenceType",
      "referenceId",
      "createdByName",
    ],
    page: (caller, input) => caller.stock.movements(listMovementsInput.parse(input)),
  },
  transfers: {
    permission: "stock:export",
    columns: [
      "transferNumber",
      "status",
      "fromCode",
      "toCode",
      "lines",
      "underWay",
      "expectedAt",
      "dispatchedAt",
      "createdAt",
      "createdByName",
    ],
    page: (caller, input) => caller.transfer.list(listTransfersInput.parse(input)),
  },
  lots: {
    permission: "stock:export",
    columns: ["lotNumber", "sku", "name", "status", "manufacturedAt", "expiresAt", "daysLeft", "onHand", "reserved"],
    page: (caller, input) => caller.lot.list(listLotsInput.parse(input)),
  },
  counts: {
    permission: "stock:export",
    columns: [
      "countNumber",
      "warehouseCode",
      "status",
      "lines",
      "left",
      "differing",
      "createdAt",
      "createdByName",
      "undoneAt",
    ],
    page: (caller, input) => caller.count.list(listCountsInput.parse(input)),
  },
  warehouses: {
    permission: "stock:export",
    columns: ["code", "name", "status", "timezone", "positions", "bins", "priority"],
    page: async (caller, input) => {
      const { cursor: _, limit: __, ...filters } = input;
      return { ...(await caller.warehouse.list(listWarehousesInput.parse(filters))), nextCursor: null };
    },
  },
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
  orders: {
    permission: "order:export",
    columns: [
      "orderNumber",
      "status",
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
