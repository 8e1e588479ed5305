export { receiveStock } from "./receive-stock.ts";
export { resolveScan } from "./resolve-scan.ts";
