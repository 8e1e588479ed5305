import { EventEmitter } from "node:events";
import pg from "pg";

export type Plant = keyof typeof planted;

/** Known mistakes, planted into a process under test to show that the verifier finds them. */
export const planted = {
  none: () => undefined,
  "outbox-after-commit": outboxAfterCommit,
  "no-error-listener": noErrorListener,
};

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** The events of a command are written by a statement of their own soon after COMMIT instead of inside the transaction. */
function outboxAfterCommit(): void {
  const waiting = new WeakMap<pg.Client, { operation: unknown; events: unknown }>();
  const pool = new pg.Pool({ connectionString: process.env.NEON_DATABASE_URL ?? "", max: 4 });
  pool.on("error", () => undefined);
  const query: unknown = Reflect.get(pg.Client.prototype, "query");
  if (typeof query !== "function") throw new Error("pg.Client has no method query");
  const write = (late: { operation: unknown; events: unknown }) =>
    pool.query(
      `INSERT INTO outbox_event (topic, entity, operation_id, payload)
       SELECT e ->> 'topic', e ->> 'entity', $1, (e -> 'payload') || jsonb_build_object('digest', encode(operation_digest($1), 'hex')) FROM jsonb_array_elements($2::jsonb) e`,
      [late.operation, late.events],
    );
  const patched = function (this: pg.Client, ...given: unknown[]): unknown {
    const statement = asStatement(given);
    if (statement?.text.includes("finish_command(")) {
      waiting.set(this, { operation: statement.values[0], events: statement.values[2] });
      statement.values[2] = "[]";
    }
    const late = waiting.get(this);
    if (late && statement?.text.trim().toUpperCase() === "COMMIT") {
      waiting.delete(this);
      return Promise.resolve(Reflect.apply(query, this, given)).then((result) => {
        setTimeout(() => void write(late).catch(() => undefined), 10);
        return result;
      });
    }
    return Reflect.apply(query, this, given);
  };
  Object.assign(pg.Client.prototype, { query: patched });
}

/** The driver adapter passes a statement as an object with text and values, or the values as second argument. */
function asStatement(given: readonly unknown[]): Statement | null {
  const [first, second] = given;
  if (typeof first === "string") return { text: first, values: Array.isArray(second) ? second : [] };
  const text: unknown = Reflect.get(Object(first), "text");
  const values: unknown = Array.isArray(second) ? second : Reflect.get(Object(first), "values");
  return typeof text === "string" ? { text, values: Array.isArray(values) ? values : [] } : null;
}

/** Nobody listens to errors of database connections: a connection that ends is an uncaught exception. */
function noErrorListener(): void {
  const deaf = function (
    this: EventEmitter,
    name: string | symbol,
    listener: (...given: unknown[]) => void,
  ): EventEmitter {
    return name === "error" ? this : EventEmitter.prototype.on.call(this, name, listener);
  };
  Object.assign(pg.Client.prototype, { on: deaf, addListener: deaf, once: deaf });
}
