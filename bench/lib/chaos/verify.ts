import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { onDatabase, type Stage } from "./stage.ts";
import type { Traffic } from "./traffic.ts";

const DRAIN_MS = 20_000;
const rows = {
  drained: z.object({ waiting: z.number(), dead: z.number() }),
  text: z.object({ what: z.string() }),
  audited: z.object({ id: z.string(), digest: z.string() }),
};

/** Everything that must hold after the faults: what was acknowledged stands exactly once, is audited exactly once, and nothing else changed. Answers what does not. */
export async function verify(stage: Stage, traffic: Traffic): Promise<string[]> {
  const undelivered = await drain(stage);
  const crashes = [stage.api, ...stage.workers].flatMap((child) => child.crashes.splice(0));
  const violations = [...crashes, ...traffic.violations, ...undelivered];
  const neon = await onDatabase(stage.clusters.urls.neon, async (client) => {
    const ask = async (sql: string, values: unknown[] = []) =>
      z
        .array(rows.text)
        .parse((await client.query(sql, values)).rows)
        .map((row) => row.what);
    const keys = JSON.stringify(
      traffic.sent.filter((sent) => sent.result !== null).map((sent) => ({ key: sent.key, result: sent.result })),
    );
    const found = [
      ...(await ask(
        `SELECT 'acknowledged and not stored: ' || k.key AS what FROM jsonb_to_recordset($1::jsonb) k(key text, result text) LEFT JOIN operation o ON o.idempotency_key = k.key WHERE o.status IS DISTINCT FROM 'DONE'
         UNION ALL SELECT 'stored another answer than was given: ' || k.key FROM jsonb_to_recordset($1::jsonb) k(key text, result text) JOIN operation o ON o.idempotency_key = k.key WHERE o.result <> k.result::jsonb`,
        [keys],
      )),
      ...(await ask(
        `SELECT 'operation stored ' || count(*) || ' times: ' || idempotency_key AS what FROM operation GROUP BY idempotency_key HAVING count(*) > 1
         UNION ALL SELECT 'operation left open: ' || id FROM operation WHERE status <> 'DONE'
         UNION ALL SELECT 'order placed ' || count(*) || ' times: ' || notes FROM "order" GROUP BY notes HAVING count(*) > 1
         UNION ALL SELECT 'order without its operation: ' || o.id FROM "order" o WHERE NOT EXISTS (SELECT FROM operation p WHERE p.procedure = 'order.create' AND p.result ->> 'id' = o.id)
         UNION ALL SELECT 'operation without its order: ' || p.id FROM operation p WHERE p.procedure = 'order.create' AND NOT EXISTS (SELECT FROM "order" o WHERE o.id = p.result ->> 'id')
         UNION ALL SELECT 'adjusted by ' || coalesce(m.sum, 0) || ' instead of ' || (p.input ->> 'delta') || ': ' || p.id FROM operation p
           LEFT JOIN LATERAL (SELECT sum(quantity) FROM stock_movement s WHERE s.operation_id = p.id) m ON true WHERE p.procedure = 'stock.adjust' AND m.sum IS DISTINCT FROM (p.input ->> 'delta')::numeric
         UNION ALL SELECT 'digest does not fit: ' || id FROM operation WHERE digest IS DISTINCT FROM operation_digest(id)
         UNION ALL SELECT 'invariant ' || rule || ' broken ' || violations || ' times, for example ' || coalesce(sample, '') FROM check_invariants() WHERE violations > 0`,
      )),
    ];
    const operations = z.array(rows.audited).parse(
      // A witness tells of the audit trail itself and is not told of in it.
      (
        await client.query(
          "SELECT id, encode(digest, 'hex') AS digest FROM operation WHERE status = 'DONE' AND procedure <> 'audit.witness'",
        )
      ).rows,
    );
    const orders = (await ask(`SELECT o.id AS what FROM "order" o`)).map((id) => `order-placed:${id}`);
    return { found, operations, orders };
  });
  violations.push(...neon.found);
  await onDatabase(stage.clusters.urls.supabase, async (client) => {
    const ask = async (sql: string, values: unknown[] = []) =>
      z
        .array(rows.text)
        .parse((await client.query(sql, values)).rows)
        .map((row) => row.what);
    violations.push(
      ...(await ask(
        `WITH done AS (SELECT * FROM jsonb_to_recordset($1::jsonb) d(id text, digest text)), audited AS (SELECT operation_id, count(*) AS n, min(operation_digest) AS digest FROM audit_log WHERE operation_id IS NOT NULL GROUP BY 1)
         SELECT coalesce(a.n, 0) || ' audit rows for operation ' || d.id AS what FROM done d LEFT JOIN audited a ON a.operation_id = d.id WHERE a.n IS DISTINCT FROM 1
         UNION ALL SELECT 'audit row of an unknown operation: ' || a.operation_id FROM audited a LEFT JOIN done d ON d.id = a.operation_id WHERE d.id IS NULL
         UNION ALL SELECT 'audit row with another digest: ' || d.id FROM done d JOIN audited a ON a.operation_id = d.id WHERE a.digest IS DISTINCT FROM d.digest
         UNION ALL SELECT 'audit chain broken at ' || seq FROM verify_audit_chain() seq WHERE seq IS NOT NULL`,
        [JSON.stringify(neon.operations)],
      )),
      ...(await ask(
        `SELECT coalesce(n.n, 0) || ' notifications for ' || k.key AS what FROM jsonb_array_elements_text($1::jsonb) k(key)
         LEFT JOIN (SELECT dedupe_key, count(*) AS n FROM user_notification GROUP BY 1) n ON n.dedupe_key = k.key WHERE n.n IS DISTINCT FROM 1`,
        [JSON.stringify(neon.orders)],
      )),
    );
  });
  return violations;
}

/** Waits until every event is delivered; an outage must neither kill one nor count an attempt. */
async function drain(stage: Stage): Promise<string[]> {
  return onDatabase(stage.clusters.urls.neon, async (client) => {
    for (const end = Date.now() + DRAIN_MS; ; await sleep(50)) {
      const { rows: found } = await client.query(
        "SELECT count(*) FILTER (WHERE delivered_at IS NULL)::int AS waiting, count(*) FILTER (WHERE dead_at IS NOT NULL OR attempts > 0)::int AS dead FROM outbox_event",
      );
      const state = rows.drained.parse(found[0]);
      if (state.waiting === 0) return state.dead > 0 ? [`${state.dead} events were counted as refused`] : [];
      if (Date.now() > end) return [`${state.waiting} events are not delivered after ${DRAIN_MS / 1_000} s`];
    }
  });
}
