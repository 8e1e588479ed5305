import { withCheckDigit } from "@invista/contracts/scan/parse-scan";
import { createCategory, createProduct } from "@invista/domain/catalog";
import { createCustomer, saveAddress } from "@invista/domain/customers";
import { createLocation, createWarehouse } from "@invista/domain/stock";
import type { Step } from "./step.ts";
import { CATEGORIES, CUSTOMERS, FAMILIES, SUPPLIERS, WAREHOUSES } from "./demo-data.ts";

export interface DemoProduct {
  readonly id: string;
  readonly sku: string;
  readonly cost: string;
  readonly decimals: number;
}

const KEY = "00000000-0000-4000-8000-000000000000";

/** Warehouses, units, categories, products with prices and barcodes, customers and suppliers. */
export async function loadCatalog(step: Step): Promise<DemoProduct[]> {
  for (const warehouse of WAREHOUSES) {
    const { id: warehouseId } = await step(`warehouse ${warehouse.code}`, (work) =>
      createWarehouse(work, { ...warehouse, idempotencyKey: KEY }),
    );
    await step(`quarantine of ${warehouse.code}`, (work) =>
      createLocation(work, {
        warehouseId,
        code: "Q-01",
        zone: "Q",
        type: "QUARANTINE",
        isSellable: false,
        pickSequence: null,
        barcode: null,
        maxWeight: null,
        idempotencyKey: KEY,
      }),
    );
  }
  await step("units", async (work) => {
    await work.tx
      .$executeRaw`INSERT INTO unit_of_measure (id, code, name, dimension, precision) VALUES ('M', 'M', 'metre', 'LENGTH', 2) ON CONFLICT DO NOTHING`;
    work.audit({ action: "CREATE", resource: "units", resourceId: "M", newValues: { code: "M" } });
    return { id: "M" };
  });
  const categoryIds = new Map<string, string>();
  for (const group of CATEGORIES) {
    const parent = await step(`category ${group.name}`, (work) =>
      createCategory(work, { name: group.name, parentId: null, idempotencyKey: KEY }),
    );
    for (const name of group.children) {
      const child = await step(`category ${group.name} ${name}`, (work) =>
        createCategory(work, { name, parentId: parent.id, idempotencyKey: KEY }),
      );
      categoryIds.set(name, child.id);
    }
  }
  for (const [code, name, leadTimeDays] of SUPPLIERS) {
    await step(`supplier ${code}`, async (work) => {
      const supplier = await work.tx.supplier.create({ data: { code, name, leadTimeDays }, select: { id: true } });
      work.audit({
        action: "CREATE",
        resource: "suppliers",
        resourceId: supplier.id,
        newValues: { code, name, leadTimeDays },
      });
      return supplier;
    });
  }
  for (const [code, name, currency, creditLimit, [line1, postalCode, city, country]] of CUSTOMERS) {
    const { id: customerId } = await step(`customer ${code}`, (work) =>
      createCustomer(work, {
        code,
        name,
        currency,
        creditLimit,
        email: null,
        phone: null,
        contactName: null,
        notes: null,
        paymentTermDays: 30,
        taxId: null,
        minShelfLifeDays: 0,
        idempotencyKey: KEY,
      }),
    );
    await step(`address ${code}`, (work) =>
      saveAddress(work, {
        customerId,
        id: null,
        kind: "BOTH",
        name: null,
        line1,
        line2: null,
        postalCode,
        city,
        region: null,
        country,
        phone: null,
        isDefault: true,
        idempotencyKey: KEY,
      }),
    );
  }
  return loadProducts(step, categoryIds);
}

async function loadProducts(step: Step, categoryIds: ReadonlyMap<string, string>): Promise<DemoProduct[]> {
  const products: DemoProduct[] = [];
  for (const [prefix, name, category, unitCode, decimals, cost, price, sizes] of FAMILIES) {
    for (const [index, size] of sizes.entries()) {
      const sku = `${prefix}-${String(420 + index * 5).padStart(4, "0")}`;
      const factor = 1 + index * 0.35;
      const made = await step(`product ${sku}`, (work) =>
        createProduct(work, {
          sku,
          name: `${name} ${size}`,
          description: null,
          categoryId: categoryIds.get(category) ?? null,
          type: "STOCK",
          status: "ACTIVE",
          unitCode,
          qtyPrecision: decimals,
          costMethod: index % 2 === 0 ? "FIFO" : "MOVING_AVG",
          trackLots: false,
          trackExpiry: false,
          trackSerials: false,
          shelfLifeDays: null,
          weight: (0.4 * factor).toFixed(3),
          barcode: withCheckDigit(`28${String(products.length + 1).padStart(10, "0")}`),
          price: (Number(price) * factor).toFixed(2),
          currency: "EUR",
          idempotencyKey: KEY,
        }),
      );
      products.push({ id: made.id, sku, cost: (Number(cost) * factor).toFixed(4), decimals });
    }
  }
  return products;
}
