export { createProductWithInventory } from "./flows/create-product-with-inventory.ts";
export { processOrder } from "./flows/process-order.ts";
export { createWithUserValidation, getDashboardData, getUserWithBusinessData } from "./flows/user-data.ts";
export { appRouter, createCaller, type AppRouter } from "./root.ts";
