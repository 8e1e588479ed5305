import { refuse } from "@invista/contracts/errors";
import { existingWarehouses } from "@invista/domain/stock";
import type { NeonRead } from "@invista/domain/shared/work";

/** Refuses warehouse ids that the business database does not know: rights are kept in the other one, which can't tell. */
export async function requireWarehouses(read: NeonRead, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await existingWarehouses(read, ids);
  if (ids.some((id) => !known.has(id))) throw refuse("INVALID", "record.referenceUnknown", { entity: "The warehouse" });
}
