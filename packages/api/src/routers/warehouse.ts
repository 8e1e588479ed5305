import {
  binContentsAsOfInput,
  binContentsAsOfOutput,
  listLocationsAsOfInput,
  listLocationsAsOfOutput,
  mapLocationsAsOfInput,
  mapLocationsAsOfOutput,
} from "@invista/contracts/warehouse/as-of";
import {
  binContentsInput,
  binContentsOutput,
  createLocationInput,
  createWarehouseInput,
  listLocationsInput,
  listLocationsOutput,
  listWarehousesInput,
  listWarehousesOutput,
  locationRef,
  mapLocationsInput,
  mapLocationsOutput,
  moveContentsInput,
  moveContentsOutput,
  updateLocationInput,
  updateWarehouseInput,
  warehouseRef,
} from "@invista/contracts/warehouse/warehouse";
import {
  binContents,
  binContentsAsOf,
  createLocation,
  createWarehouse,
  listLocations,
  listLocationsAsOf,
  listWarehouses,
  mapLocations,
  mapLocationsAsOf,
  moveContents,
  updateLocation,
  updateWarehouse,
} from "@invista/domain/stock";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const warehouseRouter = router({
  list: query("warehouse:read", "GET /warehouses", "The warehouses the caller may see")
    .input(listWarehousesInput)
    .output(listWarehousesOutput)
    .query(({ ctx, input }) => listWarehouses(ctx.read, input)),
  create: command("warehouse:manage", "POST /warehouses", "Create a warehouse")
    .input(createWarehouseInput)
    .output(warehouseRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createWarehouse(work, input))),
  update: command("warehouse:manage", "PATCH /warehouses/{id}", "Change a warehouse")
    .input(updateWarehouseInput)
    .output(warehouseRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateWarehouse(work, input))),
});

export const locationRouter = router({
  list: query("location:read", "GET /warehouses/{warehouseId}/locations", "The bins of a warehouse, by page")
    .input(listLocationsInput)
    .output(listLocationsOutput)
    .query(({ ctx, input }) => listLocations(ctx.read, input)),
  map: query("location:read", "GET /warehouses/{warehouseId}/map", "Every bin of a warehouse with what it holds")
    .input(mapLocationsInput)
    .output(mapLocationsOutput)
    .query(({ ctx, input }) => mapLocations(ctx.read, input.warehouseId)),
  contents: query("location:read", "GET /warehouses/{warehouseId}/contents", "What lies in a bin")
    .input(binContentsInput)
    .output(binContentsOutput)
    .query(({ ctx, input }) => binContents(ctx.read, input)),
  listAsOf: query("location:read", "GET /warehouses/{warehouseId}/locations-as-of", "The bins at a moment, by page")
    .input(listLocationsAsOfInput)
    .output(listLocationsAsOfOutput)
    .query(({ ctx, input }) => listLocationsAsOf(ctx.read, input)),
  mapAsOf: query("location:read", "GET /warehouses/{warehouseId}/map-as-of", "Every bin with what it held at a moment")
    .input(mapLocationsAsOfInput)
    .output(mapLocationsAsOfOutput)
    .query(({ ctx, input }) => mapLocationsAsOf(ctx.read, input)),
  contentsAsOf: query("location:read", "GET /warehouses/{warehouseId}/contents-as-of", "What lay in a bin at a moment")
    .input(binContentsAsOfInput)
    .output(binContentsAsOfOutput)
    .query(({ ctx, input }) => binContentsAsOf(ctx.read, input)),
  moveContents: command("stock:move", "POST /warehouses/{warehouseId}/move-contents", "Empty a bin into another")
    .input(moveContentsInput)
    .output(moveContentsOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => moveContents(work, input))),
  create: command("location:manage", "POST /warehouses/{warehouseId}/locations", "Create a bin")
    .input(createLocationInput)
    .output(locationRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createLocation(work, input))),
  update: command("location:manage", "PATCH /locations/{id}", "Change a bin")
    .input(updateLocationInput)
    .output(locationRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateLocation(work, input))),
});
