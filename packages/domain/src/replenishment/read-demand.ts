import { DEMAND_WEEKS } from "@invista/contracts/replenishment/replenishment";
import { raw, sql } from "../shared/sql.ts";
import type { NeonTx, NeonWork } from "../shared/work.ts";

/** What counts as demand: goods that left for customers or into kits; what was taken back of it counts against it. */
export const IS_DEMAND = raw(
  "(m.type IN ('SHIPMENT', 'KIT_CONSUME') OR (m.type = 'REVERSAL' AND r.type IN ('SHIPMENT', 'KIT_CONSUME')))",
);
const WEEKS = raw(String(DEMAND_WEEKS));
/** Two readings at once would write the same rows. */
const LOCK = 7_100_411;

/**
 * Reads the demand of the last 13 weeks of every position from the ledger: mean and standard deviation of a week, and its classes. A position that
 * is younger counts the weeks since its first movement. ABC: share of the value that went out (80 %, 95 %). XYZ: deviation over mean (0.5, 1).
 */
export async function readDemand(db: Pick<NeonTx, "$executeRaw">, now: Date): Promise<number> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
  await db.$executeRaw`DELETE FROM demand_statistic`;
  return db.$executeRaw`
    WITH issued AS (
      SELECT m.product_id, m.warehouse_id, floor(extract(epoch FROM ${now}::timestamptz - m.occurred_at) / 604800)::int AS week,
        -sum(m.quantity) AS quantity, -sum(m.value_delta) AS value, max(m.occurred_at) AS last_at
      FROM stock_movement m LEFT JOIN stock_movement r ON r.seq = m.reversal_of_seq
      WHERE ${IS_DEMAND} AND m.occurred_at <= ${now}::timestamptz
        AND m.occurred_at > ${now}::timestamptz - make_interval(weeks => ${WEEKS})
      GROUP BY 1, 2, 3),
    known AS (
      SELECT x.*, least(${WEEKS}, greatest(x.oldest + 1, ceil(extract(epoch FROM ${now}::timestamptz - f.first_at) / 604800)::int)) AS weeks
      FROM (SELECT product_id, warehouse_id, max(week) AS oldest, sum(quantity) AS total, sum(quantity * quantity) AS squares, sum(value) AS value, max(last_at) AS last_at FROM issued GROUP BY 1, 2) x
      CROSS JOIN LATERAL (SELECT m.occurred_at AS first_at FROM stock_movement m WHERE m.product_id = x.product_id AND m.warehouse_id = x.warehouse_id ORDER BY m.seq LIMIT 1) f
      WHERE x.total > 0),
    figured AS (
      SELECT *, total / weeks AS mean, sqrt(greatest(squares / weeks - (total / weeks) ^ 2, 0)) AS deviation,
        coalesce((sum(value) OVER (ORDER BY value DESC, product_id, warehouse_id) - value) / nullif(sum(value) OVER (), 0), 1) AS before
      FROM known)
    INSERT INTO demand_statistic (product_id, warehouse_id, weeks, weekly_mean, weekly_deviation, value, abc_class, xyz_class, last_issued_at, computed_at)
    SELECT product_id, warehouse_id, weeks, mean, deviation, value, CASE WHEN before < 0.8 THEN 'A' WHEN before < 0.95 THEN 'B' ELSE 'C' END,
      CASE WHEN deviation < 0.5 * mean THEN 'X' WHEN deviation < mean THEN 'Y' ELSE 'Z' END, last_at, ${now}::timestamptz
    FROM figured WHERE round(mean, 4) > 0`;
}

/** Reads demand from the ledger again because somebody asks. */
export async function runDemand(work: NeonWork): Promise<{ positions: number }> {
  const positions = await readDemand(work.tx, work.now);
  work.audit({ action: "RUN", resource: "demand_statistics", resourceId: "all", newValues: { positions } });
  work.touch("stock");
  return { positions };
}

/** Reads demand once a day, whoever of several workers comes first; answers whether it did. */
export async function readDemandDaily(
  db: { $transaction: <T>(body: (tx: NeonTx) => Promise<T>, options: { timeout: number }) => Promise<T> },
  now: Date,
): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      const [last] = await tx.$queryRaw<{ at: Date | null }[]>(
        sql`SELECT max(computed_at) AS at FROM demand_statistic`,
      );
      if (last?.at && now.getTime() - last.at.getTime() < 86_400_000) return false;
      await readDemand(tx, now);
      return true;
    },
    { timeout: 120_000 },
  );
}
