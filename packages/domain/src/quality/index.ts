export { decideInspection } from "./decide-inspection.ts";
export { advanceNcr, disposeNcr } from "./ncrs.ts";
export { listPlans, savePlan } from "./plans.ts";
export { getInspection, getNcr, listInspections, listNcrs } from "./read-quality.ts";
export { recordReadings, startInspection, waiveInspection } from "./start-inspection.ts";
