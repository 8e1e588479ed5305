import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/**
 * Fills an empty business database with products, prices, two warehouses and stock through the kernel; ids are p0…, wa, wb. What is to leave in the
 * past must have been there: `openedAt` is when the stock came, if not now.
 */
export async function seedStock(url: string, products: number, quantity = 1_000_000, openedAt?: Date): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  await client.query(
    `INSERT INTO warehouse (id, code, name) VALUES ('wa', 'WA', 'Warehouse A'), ('wb', 'WB', 'Warehouse B') ON CONFLICT DO NOTHING`,
  );
  await client.query(
    `INSERT INTO customer (id, code, name) VALUES ('c0', 'BENCH', 'Bench customer') ON CONFLICT DO NOTHING`,
  );
  for (let from = 0; from < products; from += 5_000) {
    const to = Math.min(from + 5_000, products);
    await client.query(
      `INSERT INTO product (id, sku, name) SELECT 'p' || n, 'SKU-' || lpad(n::text, 7, '0'),
        (ARRAY['Brass','Steel','Copper','Rubber','Digital','Compact','Heavy'])[1 + n % 7] || ' ' || (ARRAY['valve','pump','sensor','hose','gasket','filter','meter','tank'])[1 + (n / 7) % 8] || ' model ' || n
       FROM generate_series($1::int, $2::int - 1) n ON CONFLICT DO NOTHING`,
      [from, to],
    );
    await client.query(
      `INSERT INTO product_price (product_id, unit_price) SELECT 'p' || n, 9.90 FROM generate_series($1::int, $2::int - 1) n`,
      [from, to],
    );
    for (const warehouse of ["wa", "wb"]) {
      const lines = Array.from({ length: to - from }, (_, index) => ({
        productId: `p${from + index}`,
        warehouseId: warehouse,
        type: "OPENING",
        quantity: String(quantity),
        unitCost: "4.20",
        ...(openedAt && { occurredAt: openedAt.toISOString() }),
      }));
      await client.query("BEGIN");
      await client.query("SET LOCAL statement_timeout = '600s'");
      await client.query("SELECT count(*) FROM post_movements(NULL, 'bench', $1::jsonb)", [JSON.stringify(lines)]);
      await client.query("COMMIT");
    }
  }
  await client.query("ANALYZE");
  await client.end();
}

/** Brings the planner's statistics up to date, as autovacuum does after a while; plans that were kept are made anew. */
export async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("ANALYZE");
  await client.end();
}

/** Waits until every event has been delivered; fails after half a minute. */
export async function untilDelivered(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let tries = 0; tries < 300; tries++) {
      const waiting = await client.query(
        "SELECT 1 FROM outbox_event WHERE delivered_at IS NULL AND dead_at IS NULL LIMIT 1",
      );
      if (waiting.rowCount === 0) return;
      await sleep(100);
    }
    throw new Error("events are still waiting for delivery after half a minute");
  } finally {
    await client.end();
  }
}

/** Reads counters of the server that a benchmark compares before and after. */
export async function databaseCounters(url: string): Promise<{ deadlocks: number; calls: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const deadlocks = await client.query<{ n: string }>(
    "SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()",
  );
  const calls = await client.query<{ n: string }>(
    "SELECT coalesce(sum(calls), 0) AS n FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database() AND toplevel AND query !~ 'outbox_event|pg_notify|pg_stat|LISTEN|import_job|\"user\" DO UPDATE'",
  );
  await client.end();
  return { deadlocks: Number(deadlocks.rows[0]?.n), calls: Number(calls.rows[0]?.n) };
}
