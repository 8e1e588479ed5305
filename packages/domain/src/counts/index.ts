export { approveCount } from "./approve-count.ts";
export { addCountLine, enterCount, enterCounted, takeBackEntries } from "./enter-count.ts";
export { finishCount } from "./finish-count.ts";
export { planCountOfBin } from "./plan-count-of-bin.ts";
export { cancelCount, createCount, previewCount, startCount } from "./plan-count.ts";
export { getCount, listCounts } from "./read-counts.ts";
export { listCountLines } from "./read-lines.ts";
export { countsDue, summarizeCounts } from "./read-summary.ts";
export { namePieces, recountLines, resolveCount } from "./resolve-count.ts";
