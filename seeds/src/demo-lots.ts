import { withCheckDigit } from "@invista/contracts/scan/parse-scan";
import { createProduct } from "@invista/domain/catalog";
import { createLot, holdLot } from "@invista/domain/lots";
import { savePlan } from "@invista/domain/quality";
import { postMovements } from "@invista/domain/stock";
import type { Step } from "./step.ts";

const KEY = "00000000-0000-4000-8000-000000000000";

const DAY = 86_400_000;
const CHECK = { min: null, max: null, unit: null, expected: null, isCritical: false };

/** Number, days until it expires, quantity in each of the first two warehouses, and whether it is held. */
const LOTS = [
  ["EP-2609", -6, ["14", "0"], false],
  ["EP-2610", 17, ["60", "24"], false],
  ["EP-2611", 150, ["120", "80"], false],
  ["EP-2612", 240, ["45", "0"], true],
] as const;

/** A glue that is tracked by lot and expiry: one lot is past its day, one nearly, one held. */
export async function loadLots(step: Step): Promise<void> {
  const product = await step("product EPX-0420", async (work) => {
    const category = await work.tx.category.findFirst({ where: { name: "Sealants" }, select: { id: true } });
    return createProduct(work, {
      sku: "EPX-0420",
      name: "Epoxy adhesive 400 g",
      description: null,
      categoryId: category?.id ?? null,
      type: "STOCK",
      status: "ACTIVE",
      unitCode: "EA",
      qtyPrecision: 0,
      costMethod: "FIFO",
      trackLots: true,
      trackExpiry: true,
      trackSerials: false,
      weight: null,
      shelfLifeDays: 365,
      barcode: withCheckDigit("289900000042"),
      price: "24.90",
      currency: "EUR",
      idempotencyKey: KEY,
    });
  });
  await step("inspection plan of EPX-0420", (work) =>
    savePlan(work, {
      id: null,
      version: null,
      name: "Epoxy, on doubt",
      productId: product.id,
      categoryId: null,
      trigger: "STOCK",
      sampling: { kind: "PERCENT", percent: 10 },
      checks: [
        { ...CHECK, name: "Cartridge is tight", kind: "YES_NO", isCritical: true },
        { ...CHECK, name: "Net weight", kind: "NUMBER", min: "398", max: "406", unit: "g" },
      ],
      isActive: true,
      idempotencyKey: KEY,
    }),
  );
  for (const [lotNumber, days, quantities, isHeld] of LOTS) {
    const lot = await step(`lot ${lotNumber}`, (work) => {
      const day = (offset: number) => new Date(work.now.getTime() + offset * DAY).toISOString().slice(0, 10);
      return createLot(work, {
        productId: product.id,
        lotNumber,
        manufacturedAt: day(days - 365),
        expiresAt: day(days),
        supplierId: null,
        supplierLot: null,
        notes: null,
        idempotencyKey: KEY,
      });
    });
    await step(`stock of lot ${lotNumber}`, async (work) => {
      const warehouses = await work.tx.warehouse.findMany({
        select: { id: true },
        orderBy: { priority: "asc" },
        take: 2,
      });
      const posted = await postMovements(
        work,
        warehouses.flatMap(({ id }, index) =>
          quantities[index] === "0"
            ? []
            : [
                {
                  productId: product.id,
                  warehouseId: id,
                  location: "C-09-1",
                  lotId: lot.id,
                  type: "OPENING",
                  quantity: quantities[index] ?? "0",
                  unitCost: "9.6",
                  reasonCode: "OPENING",
                },
              ],
        ),
      );
      work.audit({
        action: "POST",
        resource: "inventory_items",
        resourceId: lotNumber,
        newValues: { lines: posted.length },
      });
      return { lines: posted.length };
    });
    if (isHeld)
      await step(`hold of lot ${lotNumber}`, (work) =>
        holdLot(work, { id: lot.id, version: lot.version, reason: "Test of strength is pending", idempotencyKey: KEY }),
      );
  }
}
