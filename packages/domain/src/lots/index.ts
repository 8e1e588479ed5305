export { holdLot, recallLot, releaseLot } from "./move-lot.ts";
export { getLot, listLots } from "./read-lots.ts";
export { createLot, ensureLot, updateLot } from "./save-lot.ts";
export { getLotAsOf, listLotsAsOf } from "./lots-as-of.ts";
