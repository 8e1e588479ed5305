import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { expectThat, report, round } from "./lib/figures.ts";
import { startServer } from "./lib/server.ts";

// Upload, dry run and commit of generated files: 10,000 products without stock, then 50,000 with stock in two warehouses.
const server = await startServer({ env: { INVISTA_DEMO: "1" } });
const token = await server.token();
const headers = { authorization: `Bearer ${token}` };
const view = z.object({
  status: z.string(),
  counts: z.object({ accepted: z.number(), movements: z.number() }).nullable(),
  error: z.unknown(),
});

async function settled(id: string): Promise<z.infer<typeof view>> {
  for (;;) {
    const answer = await fetch(`${server.run.url}/api/v1/imports/${id}`, { headers });
    const job = view.parse(await answer.json());
    if (job.status !== "CHECKING" && job.status !== "COMMITTING") return job;
    await sleep(50);
  }
}

async function measure(name: string, products: number, withStock: boolean) {
  const lines = Array.from(
    { length: products },
    (_, n) =>
      `${name}-${String(n).padStart(6, "0")},Product ${n} of the import,Imported,${n % 100}.50,${(n % 100) + 2}.99${withStock ? `,${(n % 90) + 1},${(n % 40) + 1}` : ""}`,
  );
  const file = [`sku,name,category,cost,price${withStock ? ",quantity MAIN,quantity EAST" : ""}`, ...lines, ""].join(
    "\n",
  );
  const before = server.memory();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, server.memory())), 50);
  const uploaded = await fetch(`${server.run.url}/api/v1/imports?fileName=${name}.csv`, {
    method: "POST",
    headers: { ...headers, "content-type": "text/csv" },
    body: file,
  });
  const { id } = z.object({ id: z.string() }).parse(await uploaded.json());
  const checking = performance.now();
  const checked = await settled(id);
  const committing = performance.now();
  await fetch(`${server.run.url}/api/v1/imports/${id}/commit`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ idempotencyKey: randomUUID() }),
  });
  const done = await settled(id);
  const end = performance.now();
  clearInterval(watch);
  return {
    file: name,
    products,
    movements: checked.counts?.movements,
    accepted: checked.counts?.accepted,
    status: done.status,
    check_s: round((committing - checking) / 1_000),
    commit_s: round((end - committing) / 1_000),
    memory_growth_mb: round(peak - before, 0),
  };
}

const plain = await measure("PLAIN", 10_000, false);
const stocked = await measure("STOCK", 50_000, true);
const invariants = await (await fetch(`${server.run.url}/api/v1/invariants`, { headers })).text();
await server.stop();
report("import", [plain, stocked]);
expectThat(plain.status === "DONE" && plain.commit_s < 3, "10,000 products without stock in less than 3 s");
expectThat(
  stocked.status === "DONE" && stocked.movements === 100_000 && stocked.commit_s < 20,
  "50,000 products with 100,000 ledger rows in less than 20 s",
);
expectThat(stocked.memory_growth_mb < 100, "the process grows by less than 100 MB");
expectThat(invariants.includes('"ok":true'), "every invariant holds");
