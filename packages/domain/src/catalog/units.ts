import { refuse } from "@invista/contracts/errors";
import type {
  AddBarcodeInput,
  BarcodeRef,
  CreateUnitInput,
  ProductPacks,
  RemoveBarcodeInput,
  RemoveUnitInput,
  SaveUnitInput,
  UnitOfMeasure,
  UnitRef,
} from "@invista/contracts/product/units";
import { withCheckDigit } from "@invista/contracts/scan/parse-scan";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { takeVersion } from "./relations.ts";
import { raiseVersions, unitIdOf } from "./save-product.ts";

/** The units there are, with how many products are counted in each. */
export async function listUnits(read: NeonRead): Promise<{ rows: UnitOfMeasure[] }> {
  const rows = await read.db.$queryRaw<UnitOfMeasure[]>`
    SELECT u.id, u.code, u.name, u.dimension, (SELECT count(*)::int FROM product p WHERE p.base_uom_id = u.id AND p.status <> 'ARCHIVED') AS products
    FROM unit_of_measure u ORDER BY u.code`;
  return { rows };
}

/** The packs that a quantity of a product can be typed in, the smallest first. */
export async function listPacks(read: NeonRead, productId: string): Promise<ProductPacks> {
  const [found] = await read.db.$queryRaw<ProductPacks[]>`
    SELECT m.code AS "unitCode", p.qty_precision AS "qtyPrecision", coalesce((SELECT json_agg(json_build_object('unitCode', n.code, 'factorNum', u.factor_num, 'factorDen', u.factor_den) ORDER BY u.factor_num::numeric / u.factor_den, n.code)
      FROM product_unit u JOIN unit_of_measure n ON n.id = u.uom_id WHERE u.product_id = p.id AND u.uom_id <> p.base_uom_id), '[]'::json) AS packs
    FROM product p JOIN unit_of_measure m ON m.id = p.base_uom_id WHERE p.id = ${productId}`;
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id: productId });
  return found;
}

/** A unit that products and packs can be counted in. */
export async function createUnit(work: NeonWork, input: CreateUnitInput) {
  const unit = await work.tx.unitOfMeasure.create({
    data: { code: input.code, name: input.name, dimension: "COUNT" },
    select: { id: true, code: true, name: true },
  });
  work.audit({ action: "CREATE", resource: "units", resourceId: unit.id, newValues: unit });
  work.touch("product");
  return unit;
}

/** Makes a pack of a product or changes it: how much it holds, its code and what it is for. */
export async function saveUnit(work: NeonWork, input: SaveUnitInput): Promise<UnitRef> {
  const product = await takeVersion(work, input);
  const uomId = await unitIdOf(work, input.unitCode);
  if (uomId === product.baseUomId && input.factorNum !== input.factorDen)
    throw refuse("RULE_BROKEN", "product.baseUnit", { unit: input.unitCode });
  const key = { productId_uomId: { productId: input.productId, uomId } };
  const before = await work.tx.productUnit.findUnique({ where: key });
  const { factorNum, factorDen, barcode, isPurchase, isSales } = input;
  const values = { factorNum, factorDen, barcode, isPurchase, isSales };
  const unit = await work.tx.productUnit.upsert({
    where: key,
    create: { productId: input.productId, uomId, ...values },
    update: { ...values, updatedAt: work.now },
    select: { id: true, productId: true },
  });
  work.audit({
    action: before ? "UPDATE" : "CREATE",
    resource: "product_units",
    resourceId: input.productId,
    ...(before
      ? { oldValues: Object.fromEntries(Object.keys(values).map((one) => [one, Reflect.get(before, one)])) }
      : {}),
    newValues: { unitCode: input.unitCode, ...values },
  });
  work.touch("product");
  return { ...unit, unitCode: input.unitCode };
}

interface RemovedUnit extends UnitRef {
  readonly factorNum: number;
  readonly isBase: boolean;
  readonly isUsed: boolean;
  readonly codes: string[];
}

/** Takes a pack away with all its codes; the product's own unit stays. */
export async function removeUnit(work: NeonWork, input: RemoveUnitInput): Promise<UnitRef> {
  const [unit] = await work.tx.$queryRaw<RemovedUnit[]>`
    SELECT u.id, u.product_id AS "productId", m.code AS "unitCode", u.factor_num AS "factorNum", u.uom_id = p.base_uom_id AS "isBase", ARRAY(SELECT b.code FROM product_barcode b WHERE b.product_unit_id = u.id) AS codes,
      EXISTS (SELECT 1 FROM supplier_product x WHERE x.product_unit_id = u.id) OR EXISTS (SELECT 1 FROM purchase_order_item x WHERE x.product_unit_id = u.id) AS "isUsed"
    FROM product_unit u JOIN product p ON p.id = u.product_id JOIN unit_of_measure m ON m.id = u.uom_id WHERE u.id = ${input.id}`;
  if (!unit) throw refuse("NOT_FOUND", "record.notFound", { entity: "Pack", id: input.id });
  if (unit.isBase) throw refuse("RULE_BROKEN", "product.baseUnit", { unit: unit.unitCode });
  if (unit.isUsed) throw refuse("RULE_BROKEN", "record.inUse", { entity: `The pack ${unit.unitCode}` });
  await work.tx.productUnit.delete({ where: { id: input.id } });
  await raiseVersions(work, [unit.productId]);
  work.audit({
    action: "DELETE",
    resource: "product_units",
    resourceId: unit.productId,
    oldValues: { unitCode: unit.unitCode, factorNum: unit.factorNum, codes: unit.codes },
  });
  work.touch("product");
  return { id: unit.id, productId: unit.productId, unitCode: unit.unitCode };
}

/** One more code that means the product or one of its packs; without one the company's next own number is given. */
export async function addBarcode(work: NeonWork, input: AddBarcodeInput): Promise<BarcodeRef> {
  const product = await requireOpen(work, input.productId);
  const unitId = input.unitId ?? (await baseUnitOf(work, product));
  const unit = await work.tx.productUnit.findUnique({
    where: { id: unitId },
    select: { productId: true, barcode: true },
  });
  if (unit?.productId !== product.id) throw refuse("INVALID", "record.referenceUnknown", { entity: "The pack" });
  const code = input.code ?? (await nextInternalCode(work));
  // The first code of a unit is the one on its labels.
  if (unit.barcode === null) await work.tx.productUnit.update({ where: { id: unitId }, data: { barcode: code } });
  else await work.tx.productBarcode.create({ data: { productId: product.id, productUnitId: unitId, code } });
  await raiseVersions(work, [product.id]);
  const saved = await work.tx.productBarcode.findUniqueOrThrow({ where: { code }, select: { id: true } });
  work.audit({ action: "CREATE", resource: "product_barcodes", resourceId: product.id, newValues: { code } });
  work.touch("product");
  return { id: saved.id, productId: product.id, code };
}

/** Takes a code away; the next oldest of its unit takes the place of a unit's own. */
export async function removeBarcode(work: NeonWork, input: RemoveBarcodeInput): Promise<BarcodeRef> {
  const found = await work.tx.productBarcode.findUnique({ where: { id: input.id } });
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Barcode", id: input.id });
  if (found.isOwn) {
    const next = await work.tx.productBarcode.findFirst({
      where: { productUnitId: found.productUnitId, isOwn: false },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    if (next) await work.tx.productBarcode.delete({ where: { id: next.id } });
    await work.tx.productUnit.update({ where: { id: found.productUnitId }, data: { barcode: next?.code ?? null } });
  } else await work.tx.productBarcode.delete({ where: { id: found.id } });
  await raiseVersions(work, [found.productId]);
  work.audit({
    action: "DELETE",
    resource: "product_barcodes",
    resourceId: found.productId,
    oldValues: { code: found.code },
  });
  work.touch("product");
  return { id: found.id, productId: found.productId, code: found.code };
}

async function requireOpen(work: NeonWork, id: string) {
  const product = await work.tx.product.findUnique({
    where: { id },
    select: { id: true, sku: true, status: true, baseUomId: true },
  });
  if (!product) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id });
  if (product.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: product.sku });
  return product;
}

async function baseUnitOf(work: NeonWork, product: { id: string; baseUomId: string }): Promise<string> {
  const unit = await work.tx.productUnit.upsert({
    where: { productId_uomId: { productId: product.id, uomId: product.baseUomId } },
    create: { productId: product.id, uomId: product.baseUomId },
    update: {},
    select: { id: true },
  });
  return unit.id;
}

/** An EAN-13 with the prefix 29 that GS1 leaves for use inside a company (General Specifications, section 2.1.11), free of collisions. */
async function nextInternalCode(work: NeonWork): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const [row] = await work.tx.$queryRaw<{ n: string }[]>`SELECT nextval('internal_barcode_seq')::text AS n`;
    const code = withCheckDigit(`29${(row?.n ?? "").padStart(10, "0")}`);
    if (!(await work.tx.productBarcode.findUnique({ where: { code }, select: { id: true } }))) return code;
  }
  throw refuse("CONFLICT", "record.duplicate", { entity: "A product", field: "barcode" });
}
