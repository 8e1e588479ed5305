export { adjustStock } from "./adjust-stock.ts";
export { getPosition } from "./get-position.ts";
export { listMovements } from "./list-movements.ts";
export { listStock } from "./list-stock.ts";
export { createLocation, listLocations, updateLocation } from "./locations.ts";
export { postMovements, type MovementLine, type PostedLine } from "./post-movements.ts";
export { createWarehouse, existingWarehouses, listWarehouses, updateWarehouse } from "./warehouses.ts";
