import type { LotRef } from "@invista/contracts/lot/lot";
import type { LotStatus } from "@invista/contracts/lot/trace";
import type { NeonWork } from "../shared/work.ts";

/** What a command answers about the lot it touched. */
export function refOf(
  work: NeonWork,
  lot: { id: string; productId: string; lotNumber: string; status: LotStatus; version: number },
  released = 0,
): LotRef {
  const { id, productId, lotNumber, status, version } = lot;
  return { id, productId, lotNumber, status, version, operationId: work.operationId, released };
}
