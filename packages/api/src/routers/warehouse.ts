import {
  createLocationInput,
  createWarehouseInput,
  listLocationsInput,
  listLocationsOutput,
  listWarehousesInput,
  listWarehousesOutput,
  locationRef,
  updateLocationInput,
  updateWarehouseInput,
  warehouseRef,
} from "@invista/contracts/warehouse/warehouse";
import {
  createLocation,
  createWarehouse,
  listLocations,
  listWarehouses,
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
  create: command("location:manage", "POST /warehouses/{warehouseId}/locations", "Create a bin")
    .input(createLocationInput)
    .output(locationRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createLocation(work, input))),
  update: command("location:manage", "PATCH /locations/{id}", "Change a bin")
    .input(updateLocationInput)
    .output(locationRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateLocation(work, input))),
});
