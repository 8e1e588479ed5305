import pg from "pg";
import { httpClient } from "./lib/client.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// Lists, search and the past at size: PRODUCTS products in two warehouses and MOVEMENTS further movements, read over HTTP one at a time.
const PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 100_000);
const MOVEMENTS = Number(process.env.BENCH_MOVEMENTS ?? 800_000);
const ROUNDS = 120;
const BATCH = 4_000;

const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, PRODUCTS);
await addMovements(server.run.neonDatabaseUrl);
await addThirdWarehouse(server.run.neonDatabaseUrl);
const client = httpClient(server.run.url, 1, { authorization: `Bearer ${await server.token()}` });
const get = async (path: string) => {
  const answer = await client.send({ method: "GET", path: `/api/v1/${path}` });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 200)}`);
  return answer.body;
};
const sku = (n: number) => `SKU-${String(n % PRODUCTS).padStart(7, "0")}`;
const past = new Date(Date.now() - 1_000).toISOString();
const cursorOf = (body: string) => encodeURIComponent(/"nextCursor":"([^"]+)"/.exec(body)?.[1] ?? "");
const second = cursorOf(await get("stock?limit=50"));
const deep = cursorOf(await get(`stock?limit=50&q=${sku(PRODUCTS - 900).slice(0, 9)}`));
const READS: Record<string, (n: number) => string> = {
  "stock, first page": () => "stock?limit=50",
  "stock, next page": () => `stock?limit=50&cursor=${second}`,
  "stock, found and next page": () =>
    deep === "" ? "stock?limit=50" : `stock?limit=50&q=${sku(PRODUCTS - 900).slice(0, 9)}&cursor=${deep}`,
  "products, first page": () => "products?limit=50",
  "search by SKU prefix": (n) => `products/search?q=${sku(n * 7_919).slice(0, 9)}`,
  "search by two letters": (n) => `products/search?q=${["sk", "co", "va", "st"][n % 4]}`,
  "search by name": (n) =>
    `products/search?q=${["valve", "copper pump", "tank model", "hose"][n % 4]?.replace(" ", "+")}`,
  "search by SKU": (n) => `products/search?q=${sku(n * 104_729)}`,
  "search by barcode": (n) => `products/search?q=CODE-${(n * 7_919) % PRODUCTS}`,
  "as of, one position": (n) => `stock-as-of/p${(n * 31) % PRODUCTS}/wa?at=${past}`,
  "as of, first page": () => `stock-as-of?limit=50&at=${past}`,
  "ledger, first page": () => "movements?limit=50",
  "lots, first page": () => "lots?limit=50",
  "serials, first page": () => "serials?limit=50",
  "replenishment, first page": () => "replenishment?limit=50",
  "bin map": () => "warehouses/wc/map",
  "as of, one bin": (n) => `stock-as-of?limit=50&at=${past}&location=C-${n % 50}`,
  "own fields with their use": () => "attributes",
  "board of the way out": () => "shipment-board",
};
const rows = [];
for (const [name, path] of Object.entries(READS)) {
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const begun = performance.now();
    await get(path(n));
    if (n >= 20) times.push(performance.now() - begun);
  }
  rows.push({ name, p50_ms: round(quantile(times, 0.5), 1), p95_ms: round(quantile(times, 0.95), 1) });
}
const doublesBegun = performance.now();
await get("products/duplicates");
const doubles = (performance.now() - doublesBegun) / 1_000;
const database = new pg.Client({ connectionString: server.run.neonDatabaseUrl });
await database.connect();
const sizes = await database.query<Record<string, string>>(
  "SELECT (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM inventory_item) AS positions, (SELECT count(*) FROM stock_movement) AS movements",
);
const begun = performance.now();
const broken = await database.query("SELECT * FROM check_invariants() WHERE violations > 0");
const invariants = (performance.now() - begun) / 1_000;
await database.end();
client.close();
await server.stop();

report("catalog", rows, {
  ...sizes.rows[0],
  invariants_s: round(invariants),
  doubles_s: round(doubles),
  broken: broken.rows.length,
});
for (const row of rows) expectThat(row.p95_ms < 50, `${row.name}: p95 below 50 ms`);
expectThat(invariants < 1 && broken.rows.length === 0, "every invariant holds, checked in less than 1 s");

/** Moves stock of random products up and down through the kernel. */
async function addMovements(url: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  for (let done = 0; done < MOVEMENTS; done += BATCH) {
    const lines = Array.from({ length: BATCH }, (_, index) => ({
      productId: `p${((done + index) * 7_919) % PRODUCTS}`,
      warehouseId: (done / BATCH) % 2 === 0 ? "wa" : "wb",
      type: "ADJUSTMENT",
      quantity: index % 3 === 0 ? "-2" : "1",
      ...(index % 3 === 0 ? {} : { unitCost: "4.30" }),
    }));
    await connection.query("BEGIN");
    await connection.query("SET LOCAL statement_timeout = '600s'");
    await connection.query("SELECT count(*) FROM post_movements(NULL, 'bench', $1::jsonb)", [JSON.stringify(lines)]);
    await connection.query("COMMIT");
  }
  await connection.query("VACUUM ANALYZE");
  await connection.end();
}

/** Stock of a fifth of the products in a thousand bins of a third warehouse, and a code for every product. */
async function addThirdWarehouse(url: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  await connection.query("INSERT INTO warehouse (id, code, name) VALUES ('wc', 'WC', 'Warehouse C')");
  await connection.query(
    "INSERT INTO storage_location (warehouse_id, code, zone, pick_sequence) SELECT 'wc', 'C-' || n, 'Z' || n % 20, n FROM generate_series(1, 1000) n",
  );
  await connection.query("SET statement_timeout = '600s'");
  for (let from = 0; from < PRODUCTS / 5; from += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, PRODUCTS / 5 - from) }, (_, index) => ({
      productId: `p${(from + index) * 5}`,
      warehouseId: "wc",
      location: `C-${1 + ((from + index) % 1_000)}`,
      type: "OPENING",
      quantity: "20",
      unitCost: "4.20",
    }));
    await connection.query("SELECT count(*) FROM post_movements(NULL, 'bench', $1::jsonb)", [JSON.stringify(lines)]);
  }
  for (let from = 0; from < PRODUCTS; from += BATCH)
    await connection.query(
      "INSERT INTO product_unit (product_id, uom_id, barcode) SELECT 'p' || n, 'EA', 'CODE-' || n FROM generate_series($1::int, $2::int - 1) n",
      [from, Math.min(PRODUCTS, from + BATCH)],
    );
  await connection.query("ANALYZE");
  await connection.end();
}
