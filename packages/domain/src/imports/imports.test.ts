import { disconnectAll, neonClient } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { checkInvariants } from "../reporting/index.ts";
import { rejectedRows } from "./index.ts";

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
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(desk.problems).toEqual([]);
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
});

const onHand = async (sku: string) => {
  const items = await neonClient.inventoryItem.findMany({
    where: { product: { sku } },
    orderBy: { warehouseId: "asc" },
  });
  return Object.fromEntries(items.map((item) => [item.warehouseId, item.quantity.toString()]));
};

describe("an import", () => {
  test("writes products, prices and stock per warehouse; the same file again changes nothing", async () => {
    const csv =
      "sku,name,category,cost,price,quantity MAIN,quantity EAST\r\n0001,Valve,Fittings > Valves,6.40,14.90,10,5\r\n1E5,Pump,Machines,92,179,3,\r\n";
    const first = await desk.uploadText(csv);
    expect(first).toMatchObject({
      status: "CHECKED",
      profile: "TEMPLATE",
      counts: { create: 2, movements: 3, rejected: 0, quantity: "18" },
    });
    expect((await desk.commit(first.id)).status).toBe("DONE");
    expect(await onHand("0001")).toEqual({ MAIN: "10", EAST: "5" });
    const product = await neonClient.product.findUniqueOrThrow({
      where: { sku: "1E5" },
      include: { prices: true, category: true },
    });
    expect([product.name, product.prices.map((price) => price.unitPrice.toString()), product.category?.name]).toEqual([
      "Pump",
      ["179"],
      "Machines",
    ]);
    const before = await neonClient.stockMovement.count();
    const second = await desk.uploadText(csv);
    expect(second.counts).toMatchObject({ create: 0, update: 0, unchanged: 2, movements: 0 });
    await desk.commit(second.id);
    expect(await neonClient.stockMovement.count()).toBe(before);
  });

  test("changes what differs: the price keeps its history, the stock gets the difference as one movement", async () => {
    const made = await desk.uploadText("sku,name,price,quantity,warehouse\nCH-1,One,5,10,MAIN\n");
    await desk.commit(made.id);
    const changed = await desk.uploadText("sku,name,price,quantity,warehouse\nCH-1,One,6,7,MAIN\n");
    expect(changed.counts).toMatchObject({ update: 1, movements: 1 });
    await desk.commit(changed.id);
    expect(await onHand("CH-1")).toEqual({ MAIN: "7" });
    const { id } = await neonClient.product.findUniqueOrThrow({ where: { sku: "CH-1" } });
    expect(
      (await neonClient.stockMovement.findMany({ where: { productId: id }, orderBy: { seq: "asc" } })).map((row) => [
        row.type,
        row.quantity.toString(),
      ]),
    ).toEqual([
      ["OPENING", "10"],
      ["ADJUSTMENT", "-3"],
    ]);
    expect(
      (await neonClient.productPrice.findMany({ where: { productId: id }, orderBy: { validFrom: "asc" } })).map(
        (price) => [price.unitPrice.toString(), price.validTo === null],
      ),
    ).toEqual([
      ["5", false],
      ["6", true],
    ]);
  });

  test("one bad row never loses the others, and comes back as a file with what is wrong", async () => {
    const view = await desk.uploadText(
      'sku,name,quantity,warehouse\nOK-1,Fine,1,MAIN\n,No sku,1,MAIN\nOK-2,Fine too,1,NOWHERE\nOK-3,"Third, fine",2,EAST\n',
    );
    expect(await desk.errors(view.id)).toEqual([
      { line: 3, code: "SKU_MISSING" },
      { line: 4, code: "WAREHOUSE_UNKNOWN" },
    ]);
    await desk.commit(view.id);
    expect(await onHand("OK-3")).toEqual({ EAST: "2" });
    let file = "";
    for await (const line of rejectedRows(reader(), view.id, desk.folder)) file += line;
    expect(file).toBe(
      "sku,name,quantity,warehouse,error\r\n,No sku,1,MAIN,SKU_MISSING: The row has no SKU\r\nOK-2,Fine too,1,NOWHERE,WAREHOUSE_UNKNOWN: There is no warehouse NOWHERE\r\n",
    );
  });

  test("all or nothing refuses the commit while a row has an error", async () => {
    const view = await desk.uploadText("sku,name,quantity,warehouse\nAN-1,Fine,1,MAIN\nAN-2,Bad,x,MAIN\n");
    const strict = await desk.check(view.id, { mode: "ALL_OR_NOTHING" });
    expect(strict.counts).toMatchObject({ accepted: 1, rejected: 1 });
    await expect(desk.commit(view.id)).rejects.toMatchObject({ rule: "import.hasErrors" });
    expect(await neonClient.product.count({ where: { sku: "AN-1" } })).toBe(0);
  });

  test("asks for a column map when the headers are unknown, and goes on with it", async () => {
    const view = await desk.uploadText("Artikel;Bezeichnung;Menge\nA-9;Ventil;4\n");
    expect(view).toMatchObject({
      status: "NEEDS_MAPPING",
      error: { code: "MISSING_REQUIRED_COLUMN", column: "sku" },
      headers: ["Artikel", "Bezeichnung", "Menge"],
    });
    const mapped = await desk.check(view.id, {}, { Artikel: "sku", Bezeichnung: "name", Menge: "quantity" });
    expect(mapped).toMatchObject({ status: "CHECKED", profile: "MAPPED", counts: { create: 1, quantity: "4" } });
  });

  test("stock below what is reserved is refused for that row alone", async () => {
    const made = await desk.uploadText("sku,name,quantity,warehouse\nRS-1,Reserved,10,MAIN\nRS-2,Free,10,MAIN\n");
    await desk.commit(made.id);
    const item = await neonClient.inventoryItem.findFirstOrThrow({ where: { product: { sku: "RS-1" } } });
    await neonClient.stockReservation.create({
      data: { inventoryItemId: item.id, quantity: "6", reservationType: "MANUAL", referenceId: "r", reservedBy: "u" },
    });
    const lower = await desk.uploadText("sku,name,quantity,warehouse\nRS-1,Reserved,5,MAIN\nRS-2,Free,5,MAIN\n");
    expect(await desk.errors(lower.id)).toEqual([{ line: 2, code: "QTY_BELOW_RESERVED" }]);
    await desk.commit(lower.id);
    expect([await onHand("RS-1"), await onHand("RS-2")]).toEqual([{ MAIN: "10" }, { MAIN: "5" }]);
  });

  test("UTF-16 and Windows text are read, a picture and half an archive are refused", async () => {
    const csv = "sku,name\nU-1,Größe 10 mm – Ø\n";
    const utf16 = await desk.uploadText(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, "utf16le")]));
    expect(utf16).toMatchObject({ status: "CHECKED", detected: { encoding: "utf-16le" }, counts: { accepted: 1 } });
    const windows = await desk.uploadText(Buffer.from("sku,name\nU-2,Gr\xf6\xdfe\n", "latin1"));
    expect(windows.detected?.encoding).toBe("windows-1252");
    await desk.commit(windows.id);
    expect((await neonClient.product.findUniqueOrThrow({ where: { sku: "U-2" } })).name).toBe("Größe");
    expect((await desk.uploadText(Buffer.from("89504e470d0a1a0a0000000d", "hex"))).error?.code).toBe("NOT_CSV");
    expect((await desk.uploadText(Buffer.from("504b0304140000000800", "hex"))).error?.code).toBe("NOT_XLSX");
    expect((await desk.uploadText("sku,name\n")).error?.code).toBe("NO_DATA_ROWS");
    expect((await desk.uploadText("sku,sku\n1,2\n")).error?.code).toBe("DUPLICATE_COLUMN");
  });

  test("warns of SKUs that differ only in case and keeps both", async () => {
    const view = await desk.uploadText("sku,name\nab-1,Lower\nAB-1,Upper\n");
    expect(view.counts).toMatchObject({
      accepted: 2,
      warnings: ["ab-1 and AB-1 differ only in case; they are two products"],
    });
  });

  test("a Shopify inventory export sets the stock of every location and refuses SKUs that are unknown", async () => {
    const made = await desk.uploadText("sku,name\nINV-1,First\nINV-2,Second\n");
    await desk.commit(made.id);
    const current = await desk.uploadText(
      "Handle,Title,Option1 Name,Option1 Value,SKU,Location,On hand\nfirst,First,Title,Default Title,INV-1,MAIN,7\nfirst,First,Title,Default Title,INV-1,EAST,not stocked\nnone,None,Title,Default Title,INV-X,MAIN,1\n",
    );
    expect(current).toMatchObject({
      profile: "SHOPIFY_INVENTORY",
      counts: { accepted: 2, rejected: 1, byCode: { SKU_UNKNOWN: 1 } },
    });
    await desk.commit(current.id);
    const old = await desk.uploadText(
      "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,EAST\nsecond,Second,Title,Default Title,INV-2,,,9\n",
    );
    await desk.commit(old.id);
    expect([await onHand("INV-1"), await onHand("INV-2")]).toEqual([{ MAIN: "7" }, { EAST: "9" }]);
  });
});
