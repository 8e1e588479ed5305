import { refuse } from "@invista/contracts/errors";
import { can } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import type { MovementLine } from "./movement-line.ts";
import { withPieces } from "./pieces.ts";

export interface PostedLine {
  line: number;
  inventory_item_id: string;
  product_id: string;
  warehouse_id: string;
  location: string;
  quantity: string;
  balance_after: string;
  reserved_quantity: string;
  value_delta: string;
}

/** The one way stock changes: posts lines to the ledger in one statement; items, cost layers and journal follow in the database. */
export async function postMovements(
  work: NeonWork,
  given: readonly MovementLine[],
  /** Takes the pieces that came first where a line of a product tracked by serial number names none. */
  { anyPiece = false }: { anyPiece?: boolean } = {},
): Promise<PostedLine[]> {
  refuseFrozen(work, given);
  const { lines, origin } = await withPieces(work, given, anyPiece);
  const posted = await work.tx.$queryRaw<PostedLine[]>`
    SELECT line, inventory_item_id, product_id, warehouse_id, location, trim_scale(quantity)::text AS quantity, trim_scale(balance_after)::text AS balance_after,
      trim_scale(reserved_quantity)::text AS reserved_quantity, value_delta::text AS value_delta
    FROM post_movements(${work.operationId}, ${work.actor.userId}, ${JSON.stringify(lines)}::jsonb)`;
  work.touch("stock");
  return lines === given ? posted : posted.map((one) => ({ ...one, line: origin[one.line - 1] ?? one.line }));
}

/** Refuses movements of a day that is frozen, in the company's time zone, to those who may not post into it. */
function refuseFrozen(work: NeonWork, lines: readonly MovementLine[]): void {
  const day = work.settings.get("stock.frozen_up_to");
  if (day === null || can(work.actor, "stock:post_frozen")) return;
  const dayOf = new Intl.DateTimeFormat("en-CA", {
    timeZone: work.settings.get("general.time_zone"),
    dateStyle: "short",
  });
  const isFrozen = ({ occurredAt }: MovementLine) =>
    dayOf.format(occurredAt === undefined ? work.now : new Date(occurredAt)) <= day;
  if (lines.some(isFrozen)) throw refuse("RULE_BROKEN", "stock.frozen", { day });
}
