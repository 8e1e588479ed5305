import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Secret, TOTP } from "otpauth";
import { z } from "zod";

/** A person made for one test: nobody else signs in as him, so a test may do to him whatever it likes. */
export interface FreshPerson {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** What localStorage holds for him; at aal2 when he was made with a second factor. */
  readonly session: string;
  /** The typed secret of his authenticator; null without one. */
  readonly secret: string | null;
  /** A code that was not used yet; waits for the next one when there is none. */
  code(): Promise<string>;
}

const session = z.looseObject({ access_token: z.string(), user: z.looseObject({ id: z.string() }) });
const enrolled = z.object({ id: z.string(), totp: z.object({ secret: z.string() }) });
const made = z.looseObject({ id: z.string() });
const STEP_MS = 30_000;

/** Creates a person with these roles through the service role and the identity database, and signs him in. */
export async function freshPerson(
  roles: readonly string[],
  options: { secondFactor?: boolean; warehouses?: readonly string[] } = {},
): Promise<FreshPerson> {
  const mark = randomBytes(5).toString("hex");
  const [email, password, name] = [`fresh-${mark}@invista.example`, `pallet ${mark} lantern`, `Fresh ${mark}`];
  const { id } = made.parse(await auth("admin/users", key("SERVICE_KEY"), { email, password, email_confirm: true }));
  await withDatabase(async (client) => {
    await client.query('insert into "user" (id, email, status) values ($1, $2, $$ACTIVE$$)', [id, email]);
    await client.query("insert into profile (id, user_id, first_name, last_name) values ($1, $1, 'Fresh', $2)", [
      id,
      mark,
    ]);
    await client.query(
      `insert into user_role (id, user_id, role_id, warehouse_scope, granted_by)
       select gen_random_uuid()::text, $1, id, $3, 'system' from role where name = any ($2)`,
      [id, roles, options.warehouses ?? []],
    );
  });
  const signedIn = session.parse(await auth("token?grant_type=password", null, { email, password }));
  if (!options.secondFactor)
    return { id, email, password, name, session: JSON.stringify(signedIn), secret: null, code: noCode };
  const bearer = signedIn.access_token;
  const factor = enrolled.parse(await auth("factors", bearer, { factor_type: "totp", friendly_name: "Test phone" }));
  const code = codesOf(factor.totp.secret);
  const challenge = made.parse(await auth(`factors/${factor.id}/challenge`, bearer, {}));
  const verified = session.parse(
    await auth(`factors/${factor.id}/verify`, bearer, { challenge_id: challenge.id, code: await code() }),
  );
  await withDatabase((client) =>
    client.query(
      `insert into mfa_factor (id, user_id, auth_factor_id, friendly_name, verified_at, updated_at)
       values (gen_random_uuid()::text, $1, $2, 'Test phone', now(), now()) on conflict do nothing`,
      [id, factor.id],
    ),
  );
  return { id, email, password, name, session: JSON.stringify(verified), secret: factor.totp.secret, code };
}

/** Codes of an authenticator, none of them twice: the server takes the step before and after the current one too. */
export function codesOf(secret: string): () => Promise<string> {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  let last = 0;
  return async () => {
    const step = Math.max(last + 1, Math.floor(Date.now() / STEP_MS) - 1);
    const early = (step - 1) * STEP_MS - Date.now();
    if (early > 0) await sleep(early + 50);
    last = step;
    return totp.generate({ timestamp: step * STEP_MS });
  };
}

/** Runs statements on the identity database of the product under test. */
export async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: key("DATABASE") });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function key(name: string): string {
  const found = process.env[`INVISTA_E2E_${name}`];
  if (!found) throw new Error(`INVISTA_E2E_${name} is not set`);
  return found;
}

async function noCode(): Promise<string> {
  throw new Error("this person has no second factor");
}

async function auth(path: string, bearer: string | null, body: object): Promise<unknown> {
  const answer = await fetch(`${key("URL")}/auth/v1/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      apikey: bearer === key("SERVICE_KEY") ? bearer : key("ANON_KEY"),
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
