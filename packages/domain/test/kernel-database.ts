import { testDatabases } from "@invista/testkit/test-databases";
import pg from "pg";
import { z } from "zod";

export type Row = Record<string, unknown>;
export interface Line {
  type: string;
  quantity?: string;
  itemId?: string;
  productId?: string;
  warehouseId?: string;
  location?: string;
  lotId?: string | undefined;
  unitCost?: string;
  value?: string;
  costLayerId?: string;
  reversalOfSeq?: string;
  counterAccount?: string;
  occurredAt?: string;
}

export interface KernelDatabase {
  url: string;
  rows(text: string, values?: unknown[]): Promise<Row[]>;
  /** One column of the first row as text. */
  value(text: string, values?: unknown[]): Promise<string>;
  post(lines: Line[], operation?: string): Promise<Row[]>;
  /** The constraint name that a statement is refused with. */
  refusal(text: string, values?: unknown[]): Promise<string>;
  postRefusal(lines: Line[]): Promise<string>;
  brokenInvariants(): Promise<Row[]>;
  /** Throws when an invariant is broken. */
  requireInvariants(): Promise<void>;
  drop(): Promise<void>;
}

const refused = z.object({ code: z.string(), constraint: z.string().optional(), message: z.string() });

/** A fresh business database with two warehouses (W1, W2) and products P1 (FIFO), PA (moving average), PL (with lots), PK (three decimals). */
export async function kernelDatabase(connections = 4): Promise<KernelDatabase> {
  const databases = await testDatabases();
  const pool = new pg.Pool({ connectionString: databases.neonUrl, max: connections });
  pool.on("error", () => {});
  const rows = async (text: string, values: unknown[] = []) => (await pool.query<Row>(text, values)).rows;
  const value = async (text: string, values: unknown[] = []) => {
    const [row] = await rows(text, values);
    return String(row === undefined ? undefined : Object.values(row)[0]);
  };
  const refusal = async (text: string, values: unknown[] = []) => {
    try {
      await pool.query(text, values);
    } catch (error) {
      const { code, constraint, message } = refused.parse(error);
      return constraint ?? `${code} ${message}`;
    }
    return "accepted";
  };
  const postSql = "SELECT * FROM post_movements($1, 'tester', $2)";
  await pool.query(`
    INSERT INTO warehouse (id, code, name) VALUES ('W1', 'MAIN', 'Main'), ('W2', 'EAST', 'East');
    INSERT INTO product (id, sku, name, cost_method, track_lots, qty_precision) VALUES
      ('P1', 'SKU-1', 'Fifo', 'FIFO', false, 0), ('PA', 'SKU-A', 'Average', 'MOVING_AVG', false, 0),
      ('PL', 'SKU-L', 'Lots', 'FIFO', true, 0), ('PK', 'SKU-K', 'Kilograms', 'FIFO', false, 3);
    INSERT INTO lot (id, product_id, lot_number) VALUES ('L1', 'PL', '2026-01'), ('L2', 'PL', '2026-02');
    INSERT INTO customer (id, name) VALUES ('test-customer', 'Test customer')`);
  const brokenInvariants = () => rows("SELECT * FROM check_invariants() WHERE violations > 0");
  return {
    url: databases.neonUrl,
    rows,
    value,
    refusal,
    post: (lines, operation) => rows(postSql, [operation ?? null, JSON.stringify(lines)]),
    postRefusal: (lines) => refusal(postSql, [null, JSON.stringify(lines)]),
    brokenInvariants,
    async requireInvariants() {
      const broken = await brokenInvariants();
      if (broken.length > 0) throw new Error(`Broken invariants: ${JSON.stringify(broken)}`);
    },
    async drop() {
      await pool.end();
      await databases.drop();
    },
  };
}

/** Puts a quantity on hand at a bin of W1 and answers the item's id. */
export async function stockOf(
  db: KernelDatabase,
  productId: string,
  quantity: string,
  unitCost = "1",
  location = "A-1",
  lotId?: string,
): Promise<string> {
  const [row] = await db.post([{ productId, warehouseId: "W1", location, lotId, type: "OPENING", quantity, unitCost }]);
  return String(row?.["inventory_item_id"]);
}
