export { checkInvariants } from "./check-invariants.ts";
export { getDashboard } from "./get-dashboard.ts";
