import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Everything `/metrics` answers. */
export const metrics = new Registry();

const duration = new Histogram({
  name: "invista_database_duration_seconds",
  help: "Duration of database work by database and operation",
  labelNames: ["database", "operation"],
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
});

const failures = new Counter({
  name: "invista_database_failures_total",
  help: "Database work that threw, by database and operation",
  labelNames: ["database", "operation"],
  registers: [metrics],
});

export const deliveryLag = new Gauge({
  name: "invista_outbox_lag_seconds",
  help: "Age of the oldest undelivered event",
  registers: [metrics],
});
export const deliveryDepth = new Gauge({
  name: "invista_outbox_depth",
  help: "Events waiting for delivery",
  registers: [metrics],
});
export const deliveryDead = new Gauge({
  name: "invista_outbox_dead",
  help: "Events given up after ten attempts",
  registers: [metrics],
});

export type QueryLog = (line: string, error?: unknown) => void;

let write: QueryLog = (line, error) => (error === undefined ? console.log(line) : console.error(line, error));

/** Sends trackQuery's lines to the given log instead of the console; null silences them. */
export function setQueryLog(log: QueryLog | null): void {
  write = log ?? (() => undefined);
}

/** Runs the query, records its duration under database and operation in log and metrics, and passes result or error on. */
export async function trackQuery<T>(database: string, operation: string, query: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  try {
    const result = await query();
    const elapsed = performance.now() - start;
    duration.observe({ database, operation }, elapsed / 1000);
    write(`${database}.${operation}: ${Math.round(elapsed)}ms`);
    return result;
  } catch (error) {
    duration.observe({ database, operation }, (performance.now() - start) / 1000);
    failures.inc({ database, operation });
    write(`${database}.${operation} failed:`, error);
    throw error;
  }
}

const series = new Map<string, Histogram.Internal<"database" | "operation">>();

/** Records a duration without a log line: the path of every request. */
export function observeQuery(database: string, operation: string, milliseconds: number): void {
  const name = `${database} ${operation}`;
  const found = series.get(name) ?? duration.labels({ database, operation });
  series.set(name, found);
  found.observe(milliseconds / 1000);
}
