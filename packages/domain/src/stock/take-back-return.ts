import { refuse } from "@invista/contracts/errors";
import { wordOf } from "../shared/word-of.ts";
import type { NeonWork } from "../shared/work.ts";
import type { TakenBack } from "./operation-record.ts";

/** The way back of a return whose goods came, or whose goods were decided on: it has to be what that step made of it. Locks its order and it, before its stock. */
export async function returnStep(
  work: NeonWork,
  entity: string | null,
  made: "RECEIVED" | "INSPECTED",
): Promise<TakenBack | null> {
  const id = entity?.split(":")[1] ?? "";
  await work.tx
    .$queryRaw`SELECT o.id FROM "order" o WHERE o.id = (SELECT order_id FROM return_order WHERE id = ${id}) FOR UPDATE`;
  const [found] = await work.tx.$queryRaw<{ id: string; rma_number: string; status: string; settled: boolean }[]>`
    SELECT r.id, r.rma_number, r.status::text AS status, EXISTS (SELECT FROM invoice i WHERE i.return_order_id = r.id AND i.status <> 'VOID') OR EXISTS (SELECT FROM "order" o WHERE o.replaces_return_id = r.id AND o.status <> 'CANCELLED') AS settled
    FROM return_order r WHERE r.id = ${id} FOR UPDATE`;
  if (!found) return null;
  if (found.status !== made || found.settled)
    throw refuse("RULE_BROKEN", "return.step", {
      number: found.rma_number,
      status: found.settled ? "refunded or replaced" : wordOf(found.status),
      step: "taking it back",
    });
  return { after: () => (made === "RECEIVED" ? notReceived : notInspected)(work, found.id) };
}

async function notReceived(work: NeonWork, id: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE order_item o SET returned_quantity = o.returned_quantity - x.quantity
    FROM (SELECT order_item_id, sum(received_quantity) AS quantity FROM return_item WHERE return_order_id = ${id} GROUP BY 1) x WHERE o.id = x.order_item_id AND x.quantity > 0`;
  await work.tx
    .$executeRaw`UPDATE return_item SET received_quantity = 0, serials = '{}', version = version + 1 WHERE return_order_id = ${id}`;
  await work.tx.$executeRaw`
    UPDATE return_order SET status = 'APPROVED', received_at = NULL, version = version + 1, updated_at = now() WHERE id = ${id}`;
  work.touch("order");
}

async function notInspected(work: NeonWork, id: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE order_item o SET returned_quantity = o.returned_quantity + x.quantity
    FROM (SELECT order_item_id, sum(received_quantity - restocked_quantity - scrapped_quantity) AS quantity FROM return_item WHERE return_order_id = ${id} AND disposition = 'RETURN_TO_CUSTOMER' GROUP BY 1) x
    WHERE o.id = x.order_item_id AND x.quantity > 0`;
  await work.tx.$executeRaw`
    UPDATE return_item SET restocked_quantity = 0, scrapped_quantity = 0, disposition = NULL, version = version + 1 WHERE return_order_id = ${id}`;
  await work.tx.$executeRaw`
    UPDATE return_order SET status = 'RECEIVED', version = version + 1, updated_at = now() WHERE id = ${id}`;
  work.touch("order");
}
