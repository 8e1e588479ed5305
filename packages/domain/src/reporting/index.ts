export { findDocuments } from "./find-documents.ts";
export { checkInvariants } from "./check-invariants.ts";
export { getDashboard } from "./get-dashboard.ts";
