import type { ApiHost } from "@invista/api/kit/context";
import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import type { Actor } from "@invista/domain/shared/actor";
import { runCommand } from "@invista/domain/shared/run-command";
import { createHash } from "node:crypto";
import { loadCatalog, type DemoProduct } from "./demo-catalog.ts";
import { loadOrders } from "./demo-orders.ts";
import { loadStock } from "./demo-stock.ts";
import type { Step } from "./step.ts";

/** Loads the demo company through the same commands that people use; each step has a fixed key, so that repeating it adds nothing. */
export async function loadDemo(host: ApiHost, userIds: ReadonlyMap<string, string>): Promise<void> {
  const step: Step = (name, body, role = "Owner") =>
    runCommand(
      host,
      {
        procedure: "seed.step",
        actor: actorOf(role, userIds),
        idempotencyKey: keyOf(name),
        input: { name },
        long: true,
      },
      body,
    );
  const products: DemoProduct[] = await loadCatalog(step);
  await loadStock(step, products);
  await loadOrders(step, products);
}

function actorOf(roleName: string, userIds: ReadonlyMap<string, string>): Actor {
  const role = DEFAULT_ROLES.find((candidate) => candidate.name === roleName);
  const userId = userIds.get(roleName);
  if (!role || !userId) throw new Error(`the demo needs the role ${roleName}`);
  return {
    userId,
    displayName: roleName,
    permissions: new Set(role.permissions),
    warehouses: "all",
    limits: { maxApprovalAmount: null, maxAdjustQty: null, maxDiscountPct: null },
  };
}

/** A UUID that depends on the name alone. */
function keyOf(name: string): string {
  const hex = createHash("sha256").update(`invista demo ${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
