import { compare, minus, sum } from "@invista/contracts/quantity";

/** A line's demand of one product. */
export interface Demand {
  readonly lineNo: number;
  readonly productId: string;
  readonly quantity: string;
  /** Only this warehouse may serve the line. */
  readonly warehouseId: string | null;
}

/** Stock that can be promised at one inventory item, in the order it should be taken within its warehouse. */
export interface Candidate {
  readonly itemId: string;
  readonly productId: string;
  readonly warehouseId: string;
  readonly free: string;
}

export interface Claim {
  readonly lineNo: number;
  readonly itemId: string;
  readonly quantity: string;
}

export interface Shortage {
  readonly productId: string;
  readonly requested: string;
  readonly available: string;
}

/**
 * Chooses stock for every line: the preferred warehouse where it covers the line, else the one warehouse that covers all lines,
 * else per line the warehouse with the most, split only when no single one suffices. All or nothing: shortages come back instead.
 */
export function allocate(
  demands: readonly Demand[],
  candidates: readonly Candidate[],
  preferred: string | null,
): { claims: Claim[]; shortages: Shortage[] } {
  const free = new Map(candidates.map((candidate) => [candidate.itemId, candidate.free]));
  const inWarehouse = (productId: string, warehouseId: string) =>
    sum(
      candidates
        .filter((c) => c.productId === productId && c.warehouseId === warehouseId)
        .map((c) => free.get(c.itemId) ?? "0"),
    );
  const warehouses = [...new Set(candidates.map((candidate) => candidate.warehouseId))];
  const coversAll =
    warehouses.find((warehouseId) =>
      demandByProduct(demands).every(
        ([productId, quantity]) => compare(inWarehouse(productId, warehouseId), quantity) >= 0,
      ),
    ) ?? null;
  const claims: Claim[] = [];
  const shortages: Shortage[] = [];

  for (const demand of demands) {
    const allowed = demand.warehouseId === null ? warehouses : [demand.warehouseId];
    const ranked = rank(allowed, demand, inWarehouse, [preferred, coversAll]);
    let open = demand.quantity;
    const taken: Claim[] = [];
    for (const warehouseId of ranked) {
      for (const candidate of candidates.filter(
        (c) => c.productId === demand.productId && c.warehouseId === warehouseId,
      )) {
        const left = free.get(candidate.itemId) ?? "0";
        const quantity = compare(left, open) < 0 ? left : open;
        if (compare(quantity, "0") <= 0) continue;
        taken.push({ lineNo: demand.lineNo, itemId: candidate.itemId, quantity });
        free.set(candidate.itemId, minus(left, quantity));
        open = minus(open, quantity);
      }
    }
    if (compare(open, "0") > 0)
      shortages.push({
        productId: demand.productId,
        requested: demand.quantity,
        available: minus(demand.quantity, open),
      });
    claims.push(...taken);
  }
  return { claims, shortages };
}

function demandByProduct(demands: readonly Demand[]): [string, string][] {
  const total = new Map<string, string>();
  for (const demand of demands) total.set(demand.productId, sum([total.get(demand.productId) ?? "0", demand.quantity]));
  return [...total];
}

/** Warehouses in the order a line tries them: first one that covers the line alone (favourites, then the fullest), then the fullest. */
function rank(
  allowed: readonly string[],
  demand: Demand,
  stockOf: (productId: string, warehouseId: string) => string,
  favourites: readonly (string | null)[],
): string[] {
  const byStock = [...allowed].sort((a, b) => compare(stockOf(demand.productId, b), stockOf(demand.productId, a)));
  const covers = (warehouseId: string) => compare(stockOf(demand.productId, warehouseId), demand.quantity) >= 0;
  const first = [...favourites.filter((id) => id !== null), ...byStock].find(
    (id) => allowed.includes(id) && covers(id),
  );
  return first === undefined ? byStock : [first, ...byStock.filter((id) => id !== first)];
}
