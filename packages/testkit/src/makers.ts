import { randomUUID } from "node:crypto";
import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import { PERMISSIONS } from "@invista/contracts/permissions";
import { neonClient } from "@invista/db";
import type { Actor } from "@invista/domain/shared/actor";
import { runCommand, type CommandHost } from "@invista/domain/shared/run-command";
import type { NeonRead, NeonWork } from "@invista/domain/shared/work";

let counter = 0;
const next = () => `${(counter += 1)}-${randomUUID().slice(0, 8)}`;

/** The host of commands in tests; `committed` topics are collected in `topics`. */
export function testHost(now: () => Date = () => new Date()): CommandHost & { topics: string[] } {
  const topics: string[] = [];
  return { neon: neonClient, now, committed: (changed) => void topics.push(...changed), topics };
}

/** Someone with all permissions, or with those of a default role; parts can be replaced. */
export function actor(parts: Partial<Actor> & { role?: string } = {}): Actor {
  const role = DEFAULT_ROLES.find((candidate) => candidate.name === parts.role);
  return {
    userId: "test-user",
    displayName: "Test user",
    permissions: new Set(role ? role.permissions : PERMISSIONS),
    warehouses: "all",
    limits: role
      ? {
          maxApprovalAmount: role.maxApprovalAmount,
          maxAdjustQty: role.maxAdjustQty,
          maxDiscountPct: role.maxDiscountPct,
        }
      : { maxApprovalAmount: null, maxAdjustQty: null, maxDiscountPct: null },
    ...parts,
  };
}

/** Runs a domain function as one command, with a fresh key unless one is given. */
export function commit<Output extends object>(
  body: (work: NeonWork) => Promise<Output>,
  options: { as?: Actor; key?: string; input?: unknown; host?: CommandHost; procedure?: string } = {},
): Promise<Output> {
  return runCommand(
    options.host ?? testHost(),
    {
      procedure: options.procedure ?? "test.command",
      actor: options.as ?? actor(),
      idempotencyKey: options.key ?? randomUUID(),
      input: options.input ?? {},
    },
    body,
  );
}

export function reader(as: Actor = actor()): NeonRead {
  return { db: neonClient, actor: as, now: new Date() };
}

/** A key for inputs whose command is run by `commit`, which has its own. */
export const KEY = "00000000-0000-4000-8000-000000000000";

export function warehouse(code = `W${next()}`) {
  return neonClient.warehouse.create({ data: { code, name: `Warehouse ${code}` } });
}

export function product(
  fields: {
    sku?: string;
    name?: string;
    qtyPrecision?: number;
    costMethod?: "FIFO" | "MOVING_AVG";
    price?: string;
  } = {},
) {
  const { price, ...rest } = fields;
  const sku = fields.sku ?? `SKU-${next()}`;
  return neonClient.product.create({
    data: { name: `Product ${sku}`, ...rest, sku, prices: { create: { unitPrice: price ?? "10" } } },
  });
}

export function customer(fields: { creditLimit?: string | null; status?: "ACTIVE" | "BLOCKED" } = {}) {
  const code = `C-${next()}`;
  return neonClient.customer.create({ data: { code, name: `Customer ${code}`, ...fields } });
}

/** An inventory item of a new product with this quantity on hand. */
export async function stockOf(fields: {
  quantity: string;
  warehouseId?: string;
  productId?: string;
  location?: string;
  qtyPrecision?: number;
}) {
  const warehouseId = fields.warehouseId ?? (await warehouse()).id;
  const productId =
    fields.productId ??
    (await product(fields.qtyPrecision === undefined ? {} : { qtyPrecision: fields.qtyPrecision })).id;
  return neonClient.inventoryItem.create({
    data: { productId, warehouseId, location: fields.location ?? "", quantity: fields.quantity },
  });
}
