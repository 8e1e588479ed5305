import type { ApiHost } from "@invista/api/kit/context";
import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import type { Actor } from "@invista/domain/shared/actor";
import { idOfName } from "@invista/domain/shared/new-id";
import { runCommand } from "@invista/domain/shared/run-command";
import { loadCatalog, type DemoProduct } from "./demo-catalog.ts";
import { loadLots } from "./demo-lots.ts";
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
        idempotencyKey: idOfName(`invista demo ${name}`),
        input: { name },
        long: true,
      },
      body,
    );
  const products: DemoProduct[] = await loadCatalog(step);
  await loadStock(step, products);
  await loadLots(step);
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
