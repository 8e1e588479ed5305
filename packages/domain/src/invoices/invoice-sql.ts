import { visibleWarehouses, type Actor } from "../shared/actor.ts";
import { sql, when } from "../shared/sql.ts";
import { inOrderScope } from "../orders/index.ts";

/** Payment `p` has come, whatever of it went back since. */
export const HAS_COME = sql`p.status IN ('SETTLED', 'PARTIALLY_REFUNDED', 'REFUNDED')`;

/** The sums that stand against invoice `i`: what was paid, and what was credited. */
export const SETTLED = sql`LEFT JOIN LATERAL (SELECT coalesce(sum(p.amount), 0) AS paid FROM payment p WHERE p.invoice_id = i.id AND ${HAS_COME}) paid ON TRUE
  LEFT JOIN LATERAL (SELECT coalesce(sum(n.gross), 0) AS credited FROM invoice n WHERE n.credits_invoice_id = i.id AND n.status NOT IN ('DRAFT', 'VOID')) credited ON TRUE`;

/** What of invoice `i` is still to come. */
export const OPEN_AMOUNT = sql`CASE WHEN i.kind = 'SALES' AND i.status NOT IN ('DRAFT', 'VOID') THEN i.gross - paid.paid - credited.credited ELSE 0 END`;

/** How much of line `x` of an invoice credit notes have taken back. */
export const CREDITED_OF_LINE = sql`coalesce((SELECT sum(y.quantity) FROM invoice_item y JOIN invoice n ON n.id = y.invoice_id
  WHERE n.credits_invoice_id = x.invoice_id AND n.status <> 'VOID' AND y.order_item_id = x.order_item_id), 0)`;

/** Invoice `i` is of an order that the actor sees. */
export function inScope(actor: Actor) {
  return when(
    visibleWarehouses(actor),
    (scope) => sql`EXISTS (SELECT FROM "order" o WHERE o.id = i.order_id AND ${inOrderScope(scope)})`,
  );
}
