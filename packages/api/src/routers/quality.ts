import {
  decideInspectionInput,
  getInspectionInput,
  inspectionRef,
  inspectionView,
  listInspectionsInput,
  listInspectionsOutput,
  recordReadingsInput,
  startInspectionInput,
  waiveInspectionInput,
} from "@invista/contracts/quality/inspection";
import {
  advanceInput,
  disposeInput,
  getNcrInput,
  listNcrsInput,
  listNcrsOutput,
  ncrRef,
  ncrView,
} from "@invista/contracts/quality/ncr";
import { listPlansInput, listPlansOutput, planRef, savePlanInput } from "@invista/contracts/quality/plan";
import {
  advanceNcr,
  decideInspection,
  disposeNcr,
  getInspection,
  getNcr,
  listInspections,
  listNcrs,
  listPlans,
  recordReadings,
  savePlan,
  startInspection,
  waiveInspection,
} from "@invista/domain/quality";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const inspectionRouter = router({
  list: query("quality:read", "GET /inspections", "Inspections, newest first, by page")
    .input(listInspectionsInput)
    .output(listInspectionsOutput)
    .query(({ ctx, input }) => listInspections(ctx.read, input)),
  get: query("quality:read", "GET /inspections/{id}", "One inspection with its checks and readings")
    .input(getInspectionInput)
    .output(inspectionView)
    .query(({ ctx, input }) => getInspection(ctx.read, input.id)),
  start: command("quality:inspect", "POST /inspections", "Take stock into quarantine to be inspected")
    .input(startInspectionInput)
    .output(inspectionRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => startInspection(work, input))),
  record: command("quality:inspect", "POST /inspections/{id}/readings", "Write readings down")
    .input(recordReadingsInput)
    .output(inspectionRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => recordReadings(work, input))),
  decide: command("quality:inspect", "POST /inspections/{id}/decide", "Accept and reject what was inspected")
    .input(decideInspectionInput)
    .output(inspectionRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => decideInspection(work, input))),
  waive: command("quality:waive", "POST /inspections/{id}/waive", "Let stock go uninspected")
    .input(waiveInspectionInput)
    .output(inspectionRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => waiveInspection(work, input))),
  plans: query("quality:read", "GET /inspection-plans", "What is looked at, by product and category")
    .input(listPlansInput)
    .output(listPlansOutput)
    .query(({ ctx }) => listPlans(ctx.read)),
  savePlan: command("quality:plan_manage", "POST /inspection-plans", "Make or change a plan")
    .input(savePlanInput)
    .output(planRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => savePlan(work, input))),
});

export const ncrRouter = router({
  list: query("quality:read", "GET /nonconformances", "Nonconformances, newest first, by page")
    .input(listNcrsInput)
    .output(listNcrsOutput)
    .query(({ ctx, input }) => listNcrs(ctx.read, input)),
  get: query("quality:read", "GET /nonconformances/{id}", "One nonconformance with what was found out and done")
    .input(getNcrInput)
    .output(ncrView)
    .query(({ ctx, input }) => getNcr(ctx.read, input.id)),
  dispose: command("quality:dispose", "POST /nonconformances/{id}/dispose", "Decide what becomes of rejected goods")
    .input(disposeInput)
    .output(ncrRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => disposeNcr(work, input))),
  advance: command("quality:inspect", "POST /nonconformances/{id}/advance", "Go on to the next state")
    .input(advanceInput)
    .output(ncrRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => advanceNcr(work, input))),
});
