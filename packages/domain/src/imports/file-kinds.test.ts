import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportMapping } from "@invista/contracts/import/import";
import { disconnectAll, neonClient } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { listProducts } from "../catalog/index.ts";
import { importDesk } from "../../test/import-desk.ts";
import { IMPORT_FILES, SHOPIFY_FILE, WOOCOMMERCE_FILE } from "../../test/import-files.ts";

let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
beforeAll(async () => {
  databases = await useTestDatabases();
  await neonClient.warehouse.createMany({
    data: ["MAIN", "EAST", "WEST"].map((code, index) => ({ id: code, code, name: code, priority: index })),
  });
  desk = importDesk();
});
afterAll(async () => {
  await desk.close();
  await disconnectAll();
  await databases.drop();
  expect(desk.problems).toEqual([]);
});

const product = (sku: string) =>
  neonClient.product.findUniqueOrThrow({ where: { sku }, include: { category: true, prices: true, units: true } });

describe("files of every kind", () => {
  test.each(IMPORT_FILES)("$name", async ({ bytes, fileError, ...expected }) => {
    const view = await desk.uploadText(bytes);
    if (fileError) {
      expect(view.error).toMatchObject(fileError);
      expect(view.status).toMatch(/FAILED|NEEDS_MAPPING/);
      return;
    }
    expect({
      total: view.counts?.rowsTotal,
      quantity: view.counts?.quantity,
      rejected: await desk.errors(view.id),
    }).toEqual({ total: expected.total, quantity: expected.quantity, rejected: expected.rejected });
    if (expected.name === "formulas stay text") {
      await desk.commit(view.id);
      expect([(await product("FO-1")).name, (await product("FO-2")).name]).toEqual([
        '=HYPERLINK("http://x")',
        "@SUM(A1)",
      ]);
    }
  });

  test("a Shopify export: variants by name, codes without their apostrophe, a key where there is no SKU", async () => {
    const view = await desk.uploadText(SHOPIFY_FILE);
    expect(view).toMatchObject({
      profile: "SHOPIFY_PRODUCTS",
      counts: { rowsTotal: 5, accepted: 3, quantity: "9", byCode: { QTY_NEGATIVE: 1 } },
    });
    expect((await desk.check(view.id, { skuPolicy: "STRICT" })).counts?.byCode).toEqual({
      QTY_NEGATIVE: 1,
      SKU_MISSING: 1,
    });
    expect((await desk.check(view.id, { negativeAsZero: true })).counts).toMatchObject({ accepted: 4, rejected: 0 });
    await desk.commit(view.id);
    expect(await product("007")).toMatchObject({
      name: "Mug – Blue",
      category: { name: "Kitchen" },
      units: [{ barcode: "0001" }],
    });
    expect((await product("bowl/Default Title")).status).toBe("DRAFT");
  });

  test("a WooCommerce export: variations with their parent's category, no stock where none is kept, parents and groups left out", async () => {
    const view = await desk.uploadText(WOOCOMMERCE_FILE);
    expect(view).toMatchObject({
      profile: "WOOCOMMERCE",
      counts: { rowsTotal: 6, accepted: 4, rejected: 0, create: 4, movements: 2, quantity: "9" },
    });
    expect((await desk.check(view.id, { skuPolicy: "STRICT" })).counts?.byCode).toEqual({ SKU_MISSING: 1 });
    await desk.check(view.id, {});
    await desk.commit(view.id);
    expect(await product("tee-m")).toMatchObject({
      name: "T-Shirt - M",
      description: "Soft",
      category: { name: "Tees" },
      prices: [{ currency: "EUR" }],
    });
    const tee = await neonClient.product.findUniqueOrThrow({ where: { sku: "tee" }, include: { variants: true } });
    expect([tee.name, tee.variants.map((one) => one.sku).toSorted()]).toEqual(["T-Shirt", ["tee-m", "tee-s"]]);
    const small = await neonClient.product.findUniqueOrThrow({ where: { sku: "tee-s" } });
    expect([small.attributes, small.weight?.toString()]).toEqual([{ options: { Size: "S", Colour: "Red" } }, "0.25"]);
    expect((await product("mug-w")).category?.name).toBe("Kitchen, Bar");
    expect([(await product("mug-w")).description, (await product("mug-w")).status]).toEqual(["=A mug", "DRAFT"]);
    expect((await product("id:40")).name).toBe("No code");
    const again = await desk.uploadText(WOOCOMMERCE_FILE);
    expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 4, movements: 0 });
    expect((await desk.undo(view.id)).status).toBe("UNDONE");
    expect(await neonClient.product.count({ where: { sku: { in: ["tee-m", "id:40"] } } })).toBe(0);
    // One variant has had stock: it and its parent are archived, not gone.
    const left = await neonClient.product.findMany({ where: { sku: { in: ["tee", "tee-s"] } } });
    expect(left.map((one) => one.status)).toEqual(["ARCHIVED", "ARCHIVED"]);
  });

  test("weights come in with or without their unit, go out as they came, and back with an undo", async () => {
    const view = await desk.uploadText(
      "sku,name,weight\nWG-1,Valve,1.25 kg\nWG-2,Pump,0.5\nWG-3,Hose,heavy\nWG-4,Cap,-1\n",
    );
    expect(await desk.errors(view.id)).toEqual([
      { line: 4, code: "NUMBER_INVALID" },
      { line: 5, code: "NUMBER_OUT_OF_RANGE" },
    ]);
    await desk.commit(view.id);
    const list = async () =>
      (await listProducts(reader(), { q: "WG", limit: 10, sort: "sku", direction: "asc" })).rows.map(
        (one) => one.weight,
      );
    expect(await list()).toEqual(["1.25", "0.5"]);
    const changed = await desk.uploadText("sku,weight,quantity\nWG-1,2,\nWG-2,0.5,\n");
    expect(changed.counts).toMatchObject({ update: 1, unchanged: 1 });
    await desk.commit(changed.id);
    expect(await list()).toEqual(["2", "0.5"]);
    await desk.undo(changed.id);
    expect(await list()).toEqual(["1.25", "0.5"]);
  });
});

const data = join(import.meta.dirname, "../../../../../shared/data");
const isThere = existsSync(data);
const json = (path: string): unknown => (isThere ? JSON.parse(readFileSync(join(data, path), "utf8")) : null);
const malformed = z.object({
  cases: z.array(
    z.object({
      file: z.string(),
      file_error: z.string().nullable(),
      error_line: z.number().optional(),
      rows_total: z.number().nullable(),
      rows_accepted: z.number(),
      accepted_quantity: z.number(),
      rejected: z.array(z.object({ line: z.number(), code: z.string() })),
    }),
  ),
});
const cases = isThere ? malformed.parse(json("malformed/expected.json")).cases : [];
const shopifyTruth = z.object({
  records: z.number(),
  policy_strict: z.object({
    accepted: z.number(),
    rejected: z.number(),
    by_code: z.record(z.string(), z.number()),
    accepted_quantity: z.union([z.number(), z.string()]).transform(String),
  }),
  policy_lenient: z.object({ accepted: z.number() }),
});
const northwindTruth = z.object({
  files: z.record(z.string(), z.object({ records: z.number(), bad_width: z.number(), columns: z.array(z.string()) })),
});
const wooTruth = z.object({
  records: z.number(),
  by_type: z.record(z.string(), z.number()),
  regular_price_sum: z.string(),
});

describe.skipIf(!isThere)("the files of the data folder (skipped where it is absent)", () => {
  test.each(cases)("$file answers as expected", async (expected) => {
    const view = await desk.uploadFile(join(data, "malformed", expected.file));
    if (expected.file_error) {
      expect(view.error?.code).toBe(expected.file_error);
      if (expected.error_line) expect(view.error?.line).toBe(expected.error_line);
      return;
    }
    expect({
      total: view.counts?.rowsTotal,
      accepted: view.counts?.accepted,
      quantity: view.counts?.quantity,
      rejected: await desk.errors(view.id),
    }).toEqual({
      total: expected.rows_total,
      accepted: expected.rows_accepted,
      quantity: String(expected.accepted_quantity),
      rejected: expected.rejected,
    });
  });

  test.each(["apparel-2023", "snowdevil"])(
    "the Shopify export %s is taken as its truth says, and twice changes nothing",
    async (name) => {
      const truth = shopifyTruth.parse(json(`truth/shopify-${name}.json`));
      const view = await desk.uploadFile(join(data, `shopify/${name}.csv`));
      const strict = await desk.check(view.id, { skuPolicy: "STRICT" });
      expect(strict.counts).toMatchObject({
        rowsTotal: truth.records,
        accepted: truth.policy_strict.accepted,
        rejected: truth.policy_strict.rejected,
        byCode: truth.policy_strict.by_code,
        quantity: truth.policy_strict.accepted_quantity,
      });
      const lenient = await desk.check(view.id, { negativeAsZero: true });
      expect(lenient.counts?.accepted).toBe(truth.policy_lenient.accepted);
      expect(await desk.commit(view.id)).toMatchObject({ status: "DONE", counts: lenient.counts });
      const movements = await neonClient.stockMovement.count();
      const again = await desk.uploadFile(join(data, `shopify/${name}.csv`));
      const second = await desk.check(again.id, { negativeAsZero: true });
      const unchanged = { create: 0, update: 0, movements: 0, unchanged: truth.policy_lenient.accepted };
      expect(second.counts).toMatchObject(unchanged);
      expect((await desk.commit(again.id)).counts).toMatchObject(unchanged);
      expect(await neonClient.stockMovement.count()).toBe(movements);
    },
  );

  const northwind = isThere ? northwindTruth.parse(json("truth/northwind-csv.json")).files : {};
  const KEYED = ["customers.csv", "suppliers.csv", "employees.csv", "orders.csv", "categories.csv", "shippers.csv"];
  test.each(KEYED)("northwind-csv/%s by a column map: every record but those of another width", async (name) => {
    const truth = northwind[name];
    const [sku, title] = truth?.columns ?? [];
    if (!truth || !sku || !title) throw new Error(`${name} has no truth`);
    const view = await desk.uploadFile(join(data, "northwind-csv", name));
    expect(view.status).toBe("NEEDS_MAPPING");
    const mapped = await desk.check(view.id, {}, { [sku]: "sku", [title]: "name" });
    expect(mapped.counts).toMatchObject({
      rowsTotal: truth.records,
      accepted: truth.records - truth.bad_width,
      byCode: truth.bad_width > 0 ? { COLUMN_COUNT: truth.bad_width } : {},
    });
  });

  test("northwind-csv/products.csv by a column map: units and value as in its truth, and twice changes nothing", async () => {
    // The truth of the SQL file: the CSV has one other price, so the value is summed here, in cents.
    const truth = z
      .object({ counts: z.object({ products: z.number() }), stock_units: z.string() })
      .parse(json("truth/northwind.json"));
    const lines = readFileSync(join(data, "northwind-csv/products.csv"), "utf8").trim().split("\n").slice(1);
    const cents = lines
      .map((line) => line.split(",").slice(-5))
      .reduce((total, [price = "", units = ""]) => total + BigInt(price.replace(".", "")) * BigInt(units), 0n);
    const map: ImportMapping = { productID: "sku", productName: "name", unitPrice: "cost", unitsInStock: "quantity" };
    const view = await desk.uploadFile(join(data, "northwind-csv/products.csv"));
    const mapped = await desk.check(view.id, {}, map);
    expect(mapped.counts).toMatchObject({
      accepted: truth.counts.products,
      create: truth.counts.products,
      quantity: truth.stock_units,
      value: `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`,
    });
    expect(await desk.commit(view.id)).toMatchObject({ status: "DONE", counts: mapped.counts });
    const again = await desk.uploadFile(join(data, "northwind-csv/products.csv"));
    expect((await desk.check(again.id, {}, map)).counts).toMatchObject({
      unchanged: truth.counts.products,
      movements: 0,
    });
  });

  test("the WooCommerce sample: parents and groups left out, no stock invented, prices as in its truth", async () => {
    const truth = wooTruth.parse(json("truth/woocommerce.json"));
    const view = await desk.uploadFile(join(data, "woocommerce/sample_products.csv"));
    const accepted = truth.records - (truth.by_type["variable"] ?? 0) - (truth.by_type["grouped"] ?? 0);
    expect(view).toMatchObject({
      profile: "WOOCOMMERCE",
      counts: { rowsTotal: truth.records, accepted, rejected: 0, movements: 0, quantity: "0" },
    });
    await desk.commit(view.id);
    const prices = await neonClient.productPrice.aggregate({
      _sum: { unitPrice: true },
      where: { product: { OR: [{ sku: { startsWith: "cc-" } }, { sku: "cp-donation" }] } },
    });
    expect(prices._sum.unitPrice?.toString()).toBe(truth.regular_price_sum);
    const again = await desk.uploadFile(join(data, "woocommerce/sample_products.csv"));
    expect(again.counts).toMatchObject({ unchanged: accepted, create: 0, update: 0 });
  });
});
