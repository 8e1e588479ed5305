import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import {
  addCountLineInput,
  countApproved,
  countEntered,
  countPreview,
  countRef,
  countStepInput,
  createCountInput,
  enterCountInput,
  finishCountInput,
  previewCountInput,
  namePiecesInput,
  recountLinesInput,
  resolveCountInput,
} from "@invista/contracts/count/count";
import {
  countsDue as countsDueOutput,
  countsDueInput,
  countSummary,
  countSummaryInput,
  countView,
  getCountInput,
  listCountLinesInput,
  listCountLinesOutput,
  listCountsInput,
  listCountsOutput,
} from "@invista/contracts/count/read-count";
import {
  addCountLine,
  approveCount,
  cancelCount,
  countsDue,
  createCount,
  enterCount,
  finishCount,
  getCount,
  listCountLines,
  listCounts,
  previewCount,
  namePieces,
  recountLines,
  resolveCount,
  startCount,
  summarizeCounts,
} from "@invista/domain/counts";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const countRouter = router({
  list: query("count:read", "GET /counts", "Counts of stock, newest first, by page")
    .input(listCountsInput)
    .output(listCountsOutput)
    .query(({ ctx, input }) => listCounts(ctx.read, input)),
  summary: query("count:read", "GET /counts/summary", "What waits, accuracy and shrinkage of twelve months")
    .input(countSummaryInput)
    .output(countSummary)
    .query(({ ctx, input }) => summarizeCounts(ctx.read, input)),
  due: query("count:read", "GET /counts/due", "Positions due to be counted, by class")
    .input(countsDueInput)
    .output(countsDueOutput)
    .query(({ ctx, input }) => countsDue(ctx.read, input, ctx.host.settings ?? DEFAULT_SETTINGS)),
  preview: query("count:create", "POST /counts/preview", "How many positions a count would hold")
    .input(previewCountInput)
    .output(countPreview)
    .query(({ ctx, input }) => previewCount(ctx.read, input, ctx.host.settings ?? DEFAULT_SETTINGS)),
  get: query("count:read", "GET /counts/{id}", "One count: its plan and how far it is")
    .input(getCountInput)
    .output(countView)
    .query(({ ctx, input }) => getCount(ctx.read, input)),
  lines: query("count:read", "GET /counts/{id}/lines", "The sheet of a count, by page")
    .input(listCountLinesInput)
    .output(listCountLinesOutput)
    .query(({ ctx, input }) => listCountLines(ctx.read, input)),
  create: command("count:create", "POST /counts", "Plan a count")
    .input(createCountInput)
    .output(countRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createCount(work, input))),
  start: command("count:count", "POST /counts/{id}/start", "Begin a count: note what its positions hold")
    .input(countStepInput)
    .output(countRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => startCount(work, input), { long: true })),
  enter: command("count:count", "POST /counts/{id}/enter", "Enter what was counted")
    .input(enterCountInput)
    .output(countEntered)
    .mutation(({ ctx, input }) => ctx.commit((work) => enterCount(work, input))),
  add: command("count:count", "POST /counts/{id}/lines", "Add something found that is not on the sheet")
    .input(addCountLineInput)
    .output(countEntered)
    .mutation(({ ctx, input }) => ctx.commit((work) => addCountLine(work, input))),
  finish: command("count:count", "POST /counts/{id}/finish", "Finish counting, or counting again")
    .input(finishCountInput)
    .output(countRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => finishCount(work, input))),
  resolve: command("count:approve", "POST /counts/{id}/resolve", "Name the cause of differences")
    .input(resolveCountInput)
    .output(countRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => resolveCount(work, input))),
  namePieces: command("count:approve", "POST /counts/{id}/pieces", "Name the pieces behind a difference")
    .input(namePiecesInput)
    .output(countRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => namePieces(work, input))),
  recount: command("count:approve", "POST /counts/{id}/recount", "Have lines counted once more")
    .input(recountLinesInput)
    .output(countRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => recountLines(work, input))),
  approve: command("count:approve", "POST /counts/{id}/approve", "Approve a count and post its differences")
    .input(countStepInput)
    .output(countApproved)
    .mutation(({ ctx, input }) => ctx.commit((work) => approveCount(work, input), { long: true })),
  cancel: command("count:cancel", "POST /counts/{id}/cancel", "Cancel a count that is not posted")
    .input(countStepInput)
    .output(countRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => cancelCount(work, input))),
});
