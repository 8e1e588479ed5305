import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { disconnectAll, neonClient, supabaseClient } from "@invista/db";
import { exportAudit, exportHead } from "@invista/domain/system";
import { adjustStock } from "@invista/domain/stock";
import { commit, KEY, stockOf } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliverBatch } from "./deliver-outbox.ts";
import { verifyEvidence, witnessAudit } from "./verify-evidence.ts";

let databases: TestDatabases;
let identity: pg.Client;
const both = { neon: neonClient, supabase: supabaseClient };
const verify = () => verifyEvidence(both, { newest: Infinity });

/** Statements of someone who owns the server: no trigger keeps him from anything. */
const asSuperuser = async (url: string, statements: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; ${statements}`);
  } finally {
    await client.end();
  }
};

beforeEach(async () => {
  databases = await useTestDatabases();
  identity = new pg.Client({ connectionString: databases.supabaseUrl });
  await identity.connect();
  for (let index = 0; index < 4; index++) {
    const item = await stockOf({ quantity: "5" });
    const { productId, warehouseId } = item;
    const input = {
      productId,
      warehouseId,
      location: "",
      lotId: null,
      delta: "1",
      reason: "FOUND",
      note: 'é \u{1F4E6} "q" \\',
    };
    await commit((work) => adjustStock(work, { ...input, unitCost: null, idempotencyKey: KEY } as never));
  }
  await supabaseClient.auditLog.create({
    data: { action: "SIGN_IN_FAILED", resource: "sessions", newValues: { n: 1.5 } },
  });
  while ((await deliverBatch(both)) > 0);
  await witnessAudit(both);
});
afterEach(async () => {
  await identity.end();
  await disconnectAll();
  await databases.drop();
});

/** Hashes the whole chain anew, as someone would who knows how it is made. */
const REWRITE = `do $$ declare r audit_log; before text := repeat('0', 64); begin
  for r in select * from audit_log order by seq loop
    r.prev_hash := before; before := audit_log_hash(r);
    update audit_log set prev_hash = r.prev_hash, hash = before where seq = r.seq;
  end loop; end $$;`;

describe("an untouched trail", () => {
  test("is clean over both databases: chain, witnesses, operations", async () => {
    expect(await verify()).toMatchObject({ ok: true, rows: "5", witnesses: 1, operations: 4, brokenSeq: null });
  });

  test("gets one witness per new head, and stays clean while reports wait for delivery", async () => {
    expect(await witnessAudit(both)).toBe(false);
    const { productId, warehouseId } = await stockOf({ quantity: "1" });
    const input = { productId, warehouseId, location: "", lotId: null, delta: "1", reason: "FOUND", unitCost: null };
    await commit((work) => adjustStock(work, { ...input, idempotencyKey: KEY } as never));
    expect(await verify()).toMatchObject({ ok: true });
    while ((await deliverBatch(both)) > 0);
    expect(await witnessAudit(both)).toBe(true);
    expect(await verify()).toMatchObject({ ok: true, witnesses: 2, operations: 5 });
  });
});

test.each([
  ["changed", "update audit_log set user_id = 'someone-else' where seq = 3", "3"],
  ["deleted", "delete from audit_log where seq = 3", "4"],
  [
    "inserted",
    `insert into audit_log (id, seq, action, resource, prev_hash, hash) select 'forged', 6, 'UPDATE', 'orders', 'x' || hash, hash from audit_log where seq = 5`,
    "6",
  ],
  [
    "swapped",
    "update audit_log set seq = -1 where seq = 2; update audit_log set seq = 2 where seq = 3; update audit_log set seq = 3 where seq = -1",
    "2",
  ],
  ["cut off at the end", "delete from audit_log where seq > 3", "5"],
  [
    "rewritten from end to end",
    `update audit_log set user_id = 'someone-else' where seq = 2; update audit_log set prev_hash = 'tmp' || seq; ${REWRITE}`,
    "5",
  ],
])("an entry %s by a superuser is found, with its number", async (_, statements, brokenSeq) => {
  await asSuperuser(databases.supabaseUrl, statements);
  expect(await verify()).toMatchObject({ ok: false, brokenSeq });
});

test.each([
  [
    "a movement changed",
    "update stock_movement set quantity = quantity + 1 where type = 'ADJUSTMENT' and seq = (select max(seq) from stock_movement)",
    /were changed/,
  ],
  [
    "a movement deleted",
    "delete from stock_movement where seq = (select max(seq) from stock_movement)",
    /were changed/,
  ],
  [
    "an operation deleted",
    "delete from operation where id = (select max(id) from operation where procedure <> 'audit.witness')",
    /is gone/,
  ],
  [
    "an operation forged",
    "insert into operation (procedure, idempotency_key, request_hash, created_by, status) values ('stock.adjust', 'k', 'h', 'nobody', 'DONE')",
    /is not in the trail/,
  ],
])("%s in the business database is found", async (_, statements, reason) => {
  await asSuperuser(databases.neonUrl, statements);
  expect(await verify()).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
});

test.each(["update audit_log set action = 'x'", "delete from audit_log", "truncate audit_log"])(
  "the database refuses its own owner: %s",
  async (statement) => {
    await expect(identity.query(statement)).rejects.toMatchObject({ constraint: "audit_log_append_only" });
  },
);

describe("an exported file", () => {
  const script = join(import.meta.dirname, "../../../../scripts/audit-verify-file.mjs");
  const check = async (text: string) => {
    const file = join(await mkdtemp(join(tmpdir(), "invista-audit-")), "audit.jsonl");
    await writeFile(file, text);
    return promisify(execFile)(process.execPath, [script, file]).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    );
  };
  const exported = async (input = {}) => {
    let text = exportHead();
    for await (const block of exportAudit(supabaseClient, input, "all")) text += block;
    return text;
  };

  test("is checked by an outsider without a database, entry by entry and link by link", async () => {
    const text = await exported();
    expect(await check(text)).toMatchObject({ code: 0, said: expect.stringMatching(/^OK: 5 entries, unbroken/) });
    expect(await check(text.replace('"FOUND"', '"STOLEN"'))).toMatchObject({
      code: 1,
      said: expect.stringContaining("was changed"),
    });
    const lines = text.split("\n");
    const swapped = [lines[0], lines[2], lines[1], ...lines.slice(3)].join("\n");
    expect(await check(swapped)).toMatchObject({ code: 1 });
    expect(await check(await readFile(script, "utf8"))).toMatchObject({
      code: 1,
      said: expect.stringContaining("is not an exported"),
    });
  });

  test("that is filtered says where it has gaps", async () => {
    const text = await exported({ action: "ADJUST" });
    expect(await check(text)).toMatchObject({ code: 0, said: expect.stringMatching(/^OK: 4 entries.*1 gap,/) });
  });
});
