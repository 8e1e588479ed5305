import { listCountsInput } from "@invista/contracts/count/read-count";
import { listLotsAsOfInput } from "@invista/contracts/lot/as-of";
import { listLotsInput } from "@invista/contracts/lot/lot";
import { listAllPricesInput } from "@invista/contracts/product/prices";
import { listInspectionsInput } from "@invista/contracts/quality/inspection";
import { listNcrsInput } from "@invista/contracts/quality/ncr";
import { listSerialsAsOfInput } from "@invista/contracts/serial/as-of";
import { listSerialsInput } from "@invista/contracts/serial/serial";
import { listStockAsOfInput } from "@invista/contracts/stock/as-of";
import { listMovementsInput, listStockInput } from "@invista/contracts/stock/list-stock";
import { listTransfersInput } from "@invista/contracts/transfer/transfer";
import { listLocationsAsOfInput } from "@invista/contracts/warehouse/as-of";
import { listLocationsInput, listWarehousesInput } from "@invista/contracts/warehouse/warehouse";
import type { Export } from "./export-list.ts";

/** The lists about stock and what it is kept in. */
export const STOCK_EXPORTS: Record<string, Export> = {
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
      const { warehouseId, cursor, ...rest } = input;
      const { rows: warehouses } = await caller.warehouse.list(listWarehousesInput.parse({}));
      const wanted = warehouses.filter((one) => warehouseId === undefined || one.id === warehouseId);
      // Warehouse after warehouse: the cursor says in which one the page lies.
      const [, at = "0", within = ""] = /^(\d+)\/(.*)$/s.exec(typeof cursor === "string" ? cursor : "") ?? [];
      const current = wanted[Number(at)];
      if (!current) return { rows: [], nextCursor: null };
      const page = await caller.location.list(
        listLocationsInput.parse({ ...rest, warehouseId: current.id, ...(within ? { cursor: within } : {}) }),
      );
      const next = wanted.length > Number(at) + 1 ? `${Number(at) + 1}/` : null;
      // The floor and the bins that the system keeps for itself are no bins of a file.
      const own = page.rows.filter((row) => row.code !== "" && !row.code.startsWith("~"));
      return {
        rows: own.map((row) => ({ ...row, warehouse: current.code })),
        nextCursor: page.nextCursor === null ? next : `${at}/${page.nextCursor}`,
      };
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
      "held",
      "available",
      "inTransit",
      "value",
      "onHandNow",
      "since",
    ],
    page: (caller, input) => caller.stock.listAsOf(listStockAsOfInput.parse(input)),
  },
  "bins-as-of": {
    permission: "stock:export",
    columns: ["code", "zone", "type", "isSellable", "positions", "onHand", "reserved", "held", "available"],
    page: (caller, input) => caller.location.listAsOf(listLocationsAsOfInput.parse(input)),
  },
  "lots-as-of": {
    permission: "stock:export",
    columns: ["lotNumber", "sku", "name", "status", "expiresAt", "daysLeft", "onHand", "reserved", "held", "available"],
    page: (caller, input) => caller.lot.listAsOf(listLotsAsOfInput.parse(input)),
  },
  "serials-as-of": {
    permission: "stock:export",
    columns: ["serial", "status", "sku", "name", "lotNumber", "warehouseCode", "location", "movedAt"],
    page: (caller, input) => caller.serial.listAsOf(listSerialsAsOfInput.parse(input)),
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
};
