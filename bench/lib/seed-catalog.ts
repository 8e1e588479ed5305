import { inSteps, onDatabase } from "./database.ts";
import { seedOrders, seedRules } from "./seed-orders.ts";
import { seedStock } from "./seed.ts";
import { seedLots, seedSerials } from "./seed-tracked.ts";

const STEP = 4_000;
const YEAR_AND_MORE = 400 * 86_400_000;
/** What a company sells in a year does not grow with what it could sell. */
const MOST_ORDERS = 40_000;

/**
 * A company of so many products, ids p0…, all with a code, a price and stock in warehouse wa: of twenty fifteen are plain, with stock in wb as well and
 * every fifth of them in a bin of wc, four are tracked by lot, one by serial number. There is one order to five products, up to MOST_ORDERS, and a rule to
 * ten. Ends with so many adjustments of plain products and fresh statistics.
 */
export async function seedCatalog(url: string, products: number, adjustments: number): Promise<void> {
  const plain = Math.floor(products * 0.75);
  const lots = Math.floor(products * 0.95);
  const stock = (count: number) => seedStock(url, count, 1_000_000, new Date(Date.now() - YEAR_AND_MORE));
  const tracked = async () => {
    await seedLots(url, [plain, lots]);
    await seedSerials(url, [lots, products]);
  };
  const trade = async () => {
    await addThirdWarehouse(url, plain);
    await seedOrders(url, Math.min(MOST_ORDERS, Math.floor(products / 5)), { plain, lots });
  };
  const masterData = async () => {
    await addCodes(url, products);
    await seedRules(url, products);
  };
  // The warehouses are there before two at a time fill them.
  await stock(0);
  await Promise.all([stock(plain), tracked()]);
  await Promise.all([trade(), masterData()]);
  await adjust(url, plain, adjustments);
}

/** Moves stock of random products up and down through the kernel. */
async function adjust(url: string, products: number, adjustments: number): Promise<void> {
  await onDatabase(url, async (connection) => {
    await inSteps(connection, [0, adjustments], STEP, async (from, to) => {
      const lines = Array.from({ length: to - from }, (_, index) => ({
        productId: `p${((from + index) * 7_919) % products}`,
        warehouseId: (from / STEP) % 2 === 0 ? "wa" : "wb",
        type: "ADJUSTMENT",
        quantity: index % 3 === 0 ? "-2" : "1",
        ...(index % 3 === 0 ? {} : { unitCost: "4.30" }),
      }));
      await connection.query("SELECT count(*) FROM post_movements(NULL, 'bench', $1::jsonb)", [JSON.stringify(lines)]);
    });
    await connection.query("VACUUM ANALYZE");
  });
}

/** Stock of a fifth of the products in a thousand bins of a third warehouse. */
async function addThirdWarehouse(url: string, products: number): Promise<void> {
  await onDatabase(url, async (connection) => {
    await connection.query("INSERT INTO warehouse (id, code, name) VALUES ('wc', 'WC', 'Warehouse C')");
    await connection.query(
      "INSERT INTO storage_location (warehouse_id, code, zone, pick_sequence) SELECT 'wc', 'C-' || n, 'Z' || n % 20, n FROM generate_series(1, 1000) n",
    );
    await connection.query("ANALYZE storage_location");
    await inSteps(connection, [0, Math.floor(products / 5)], STEP, async (from, to) => {
      await connection.query(
        `SELECT count(*) FROM post_movements(NULL, 'bench', (
           SELECT jsonb_agg(jsonb_build_object('productId', 'p' || n * 5, 'warehouseId', 'wc', 'location', 'C-' || 1 + n % 1000, 'type', 'OPENING', 'quantity', '20', 'unitCost', '4.20'))
           FROM generate_series($1::int, $2::int - 1) n))`,
        [from, to],
      );
    });
  });
}

async function addCodes(url: string, products: number): Promise<void> {
  await onDatabase(url, (connection) =>
    inSteps(connection, [0, products], STEP, async (from, to) => {
      await connection.query(
        "INSERT INTO product_unit (product_id, uom_id, barcode) SELECT 'p' || n, 'EA', 'CODE-' || n FROM generate_series($1::int, $2::int - 1) n",
        [from, to],
      );
      // The trigger that copies the codes would keep the plan it made for an empty table.
      await connection.query("ANALYZE product_barcode");
    }),
  );
}
