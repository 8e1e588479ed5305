import { refuse } from "@invista/contracts/errors";
import type { CreateLotInput, LotRef, UpdateLotInput } from "@invista/contracts/lot/lot";
import { can } from "../shared/actor.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { refOf } from "./lot-record.ts";

interface Tracked {
  sku: string;
  trackLots: boolean;
  trackExpiry: boolean;
  shelfLifeDays: number | null;
}
type Days = Pick<CreateLotInput, "manufacturedAt" | "expiresAt">;

/** Makes a lot of a product that is tracked by lot; the day it expires follows from the shelf life where only the day it was made is known. */
export async function createLot(work: NeonWork, input: CreateLotInput): Promise<LotRef> {
  const product = await requireTracked(work, input.productId);
  const days = daysOf(product, input);
  await requireSupplier(work, input.supplierId);
  const lot = await work.tx.lot.create({
    data: {
      productId: input.productId,
      lotNumber: input.lotNumber,
      supplierId: input.supplierId,
      supplierLot: input.supplierLot,
      notes: input.notes,
      createdBy: work.actor.userId,
      ...asDates(days),
    },
  });
  const { idempotencyKey: _, ...values } = input;
  work.audit({ action: "CREATE", resource: "lots", resourceId: lot.id, newValues: { ...values, ...days } });
  work.touch("stock");
  return refOf(work, lot);
}

/** The lot of a product by its number, made where there is none (with the day `otherwise`, where none is given); a day that another lot of this number does not have is refused. */
export async function ensureLot(
  work: NeonWork,
  input: { productId: string; lotNumber: string; expiresAt: string | null; otherwise?: string | null },
): Promise<{ id: string; isNew: boolean }> {
  const { productId, lotNumber, expiresAt } = input;
  const product = await requireTracked(work, productId);
  const known = await work.tx.lot.findFirst({ where: { productId, lotNumber } });
  if (known) {
    const day = known.expiresAt?.toISOString().slice(0, 10) ?? null;
    if (expiresAt !== null && day !== expiresAt)
      throw refuse("CONFLICT", "lot.otherDay", { lot: lotNumber, day: day ?? "no day" });
    return { id: known.id, isNew: false };
  }
  const fallback = product.trackExpiry ? (input.otherwise ?? null) : null;
  const days = asDates(daysOf(product, { manufacturedAt: null, expiresAt: expiresAt ?? fallback }));
  const lot = await work.tx.lot.create({ data: { productId, lotNumber, createdBy: work.actor.userId, ...days } });
  return { id: lot.id, isNew: true };
}

/** Changes what is known of a lot that the caller saw at `version`; its number and product stay. */
export async function updateLot(work: NeonWork, input: UpdateLotInput): Promise<LotRef> {
  const { idempotencyKey: _, id, version, ...values } = input;
  const before = await work.tx.lot.findUnique({ where: { id } });
  if (!before) throw missingOrStale("Lot", before, { id });
  const days = daysOf(await requireTracked(work, before.productId), input);
  if (input.supplierId !== before.supplierId) await requireSupplier(work, input.supplierId);
  const [lot] = await work.tx.lot.updateManyAndReturn({
    where: { id, version },
    data: {
      supplierId: values.supplierId,
      supplierLot: values.supplierLot,
      notes: values.notes,
      ...asDates(days),
      version: { increment: 1 },
    },
  });
  if (!lot) throw missingOrStale("Lot", before, { id });
  const dayText = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
  work.audit({
    action: "UPDATE",
    resource: "lots",
    resourceId: id,
    oldValues: {
      manufacturedAt: dayText(before.manufacturedAt),
      expiresAt: dayText(before.expiresAt),
      supplierId: before.supplierId,
      supplierLot: before.supplierLot,
      notes: before.notes,
    },
    newValues: { ...values, ...days },
  });
  work.touch("stock");
  return refOf(work, lot);
}

/** Naming a supplier needs the right to read suppliers. */
async function requireSupplier(work: NeonWork, id: string | null): Promise<void> {
  if (id === null) return;
  if (!can(work.actor, "supplier:read"))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "supplier:read" });
  const supplier = await work.tx.supplier.findUnique({ where: { id }, select: { id: true } });
  if (!supplier) throw refuse("INVALID", "record.referenceUnknown", { entity: "The supplier" });
}

async function requireTracked(work: NeonWork, productId: string): Promise<Tracked> {
  const product = await work.tx.product.findUnique({
    where: { id: productId },
    select: { sku: true, trackLots: true, trackExpiry: true, shelfLifeDays: true },
  });
  if (!product) throw refuse("INVALID", "record.referenceUnknown", { entity: "The product" });
  if (!product.trackLots) throw refuse("RULE_BROKEN", "lot.notTracked", { sku: product.sku });
  return product;
}

function daysOf(product: Tracked, { manufacturedAt, expiresAt }: Days): Days {
  if (!product.trackExpiry || expiresAt !== null) return { manufacturedAt, expiresAt };
  if (manufacturedAt === null || product.shelfLifeDays === null)
    throw refuse("INVALID", "lot.expiryMissing", { sku: product.sku });
  const end = new Date(Date.parse(manufacturedAt) + product.shelfLifeDays * 86_400_000);
  return { manufacturedAt, expiresAt: end.toISOString().slice(0, 10) };
}

function asDates({ manufacturedAt, expiresAt }: Days) {
  const date = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));
  return { manufacturedAt: date(manufacturedAt), expiresAt: date(expiresAt) };
}
