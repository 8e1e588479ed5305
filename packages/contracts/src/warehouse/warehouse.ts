import { z } from "zod";
import { chosenIds, direction, pageInput, pageOf, searchTerm } from "../page.ts";
import { positiveQuantity } from "../quantity.ts";
import { code, id, idempotencyKey, locationCode, text, version } from "../text.ts";

export const warehouseStatus = z.enum(["ACTIVE", "INACTIVE"]);
export const locationType = z.enum(["PICK", "BULK", "RECEIVING", "QUARANTINE", "TRANSIT", "SHIPPING"]);

export const listWarehousesInput = z.strictObject({
  ids: chosenIds,
  q: searchTerm,
  status: warehouseStatus.optional(),
  sort: z.enum(["priority", "code", "name"]).default("priority"),
  direction,
});
export type ListWarehousesInput = z.infer<typeof listWarehousesInput>;
export const warehouseView = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  status: warehouseStatus,
  timezone: z.string(),
  priority: z.int(),
  positions: z.int(),
  bins: z.int(),
  version: z.int(),
});
export type WarehouseView = z.infer<typeof warehouseView>;
export const listWarehousesOutput = z.object({ rows: z.array(warehouseView) });

const timezone = text(64, 1).refine(
  (value) => Intl.supportedValuesOf("timeZone").includes(value) || value === "UTC",
  "is not a time zone",
);
const warehouseFields = { code, name: text(200, 1), timezone, priority: z.int().min(0).max(1000) };
export const createWarehouseInput = z.strictObject({
  ...warehouseFields,
  timezone: timezone.default("UTC"),
  priority: z.int().min(0).max(1000).default(100),
  idempotencyKey,
});
export type CreateWarehouseInput = z.infer<typeof createWarehouseInput>;
export const updateWarehouseInput = z.strictObject({
  id,
  version,
  ...warehouseFields,
  status: warehouseStatus,
  idempotencyKey,
});
export type UpdateWarehouseInput = z.infer<typeof updateWarehouseInput>;
export const warehouseRef = z.object({ id: z.string(), code: z.string(), version: z.int() });
export type WarehouseRef = z.infer<typeof warehouseRef>;

export const listLocationsInput = z.strictObject({ ...pageInput, warehouseId: id, q: searchTerm });
export type ListLocationsInput = z.infer<typeof listLocationsInput>;
export const locationView = z.object({
  id: z.string(),
  warehouseId: z.string(),
  code: z.string(),
  zone: z.string().nullable(),
  type: locationType,
  isSellable: z.boolean(),
  pickSequence: z.int().nullable(),
  barcode: z.string().nullable(),
  /** What it bears, and what lies in it, in kilograms; only products whose weight is known count. Both null without a limit. */
  maxWeight: z.string().nullable(),
  weight: z.string().nullable(),
  positions: z.int(),
  onHand: z.string(),
  reserved: z.string(),
  version: z.int(),
});
export type LocationView = z.infer<typeof locationView>;
export const listLocationsOutput = pageOf(locationView);

const locationFields = {
  zone: text(40).nullable(),
  type: locationType,
  isSellable: z.boolean(),
  pickSequence: z.int().min(0).max(1_000_000).nullable(),
  barcode: text(64).nullable(),
  maxWeight: positiveQuantity.nullable().default(null),
};
export const createLocationInput = z.strictObject({ warehouseId: id, code, ...locationFields, idempotencyKey });
export type CreateLocationInput = z.infer<typeof createLocationInput>;
export const updateLocationInput = z.strictObject({ id, version, ...locationFields, idempotencyKey });
export type UpdateLocationInput = z.infer<typeof updateLocationInput>;
export const MAX_MAP = 5_000;
export const mapLocationsInput = z.strictObject({ warehouseId: id });
/** Every bin of a warehouse in the order of the picking route, at most MAX_MAP of them. */
export const mapLocationsOutput = z.object({ rows: z.array(locationView), isCut: z.boolean() });

export const binContentsInput = z.strictObject({ warehouseId: id, location: locationCode });
export type BinContentsInput = z.infer<typeof binContentsInput>;
/** What lies in a bin, the first 500 positions by SKU. */
export const binContentsOutput = z.object({
  rows: z.array(
    z.object({
      inventoryItemId: z.string(),
      productId: z.string(),
      sku: z.string(),
      name: z.string(),
      unitCode: z.string(),
      lotNumber: z.string().nullable(),
      quantity: z.string(),
      reserved: z.string(),
    }),
  ),
});
export type BinContents = z.infer<typeof binContentsOutput>;

/** Everything of a bin that nobody has reserved goes to another bin of the warehouse. */
export const moveContentsInput = z.strictObject({
  warehouseId: id,
  location: locationCode,
  toLocation: locationCode,
  idempotencyKey,
});
export type MoveContentsInput = z.infer<typeof moveContentsInput>;
export const moveContentsOutput = z.object({
  operationId: z.string(),
  /** Positions that moved, and those of which something reserved stayed. */
  moved: z.int(),
  stayed: z.int(),
});
export type MoveContentsOutput = z.infer<typeof moveContentsOutput>;

export const locationRef = z.object({ id: z.string(), code: z.string(), version: z.int() });
export type LocationRef = z.infer<typeof locationRef>;
