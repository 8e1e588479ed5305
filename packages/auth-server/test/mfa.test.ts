import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthEvent } from "../src/auth-event.ts";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { codeAt, enrol, wrongCodeAt } from "./authenticator.ts";
import { PROFILES } from "./profiles.ts";
import { adminOf, call, makeAccount, refresh, signIn } from "./test-clients.ts";

describe.each(PROFILES)("$name", ({ options }) => {
  let databases: TestDatabases;
  let auth: TestAuth;
  const events: AuthEvent[] = [];
  beforeAll(async () => {
    databases = await testDatabases();
    auth = await startTestAuth(databases.supabaseUrl, { ...options, onEvent: (event) => void events.push(event) });
  });
  afterAll(async () => {
    await auth?.close();
    await databases?.drop();
  });
  const alive = async (bearer: string) => (await call(auth, "GET", "/user", { bearer })).status;

  test("S09 a right code gives the session two factors, ends those with one and survives a refresh", async () => {
    const account = await makeAccount(auth);
    const other = await signIn(auth, account);
    const { client, session } = await signIn(auth, account);
    const { data: enrolled } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
    expect(enrolled?.totp.uri).toMatch(/^otpauth:\/\/totp\/Invista:person\d+%40example\.com\?issuer=Invista&secret=/);
    expect(enrolled?.totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg[^#]*<\/svg>$/);
    const { data: challenge } = await client.auth.mfa.challenge({ factorId: enrolled?.id ?? "" });
    expect((challenge?.expires_at ?? 0) - auth.now().getTime() / 1_000).toBeCloseTo(299.5, -1);
    const code = codeAt(enrolled?.totp.secret ?? "", auth.now());
    const { data: raised } = await client.auth.mfa.verify({
      factorId: enrolled?.id ?? "",
      challengeId: challenge?.id ?? "",
      code,
    });
    const before = decodeJwt(session.access_token);
    const after = decodeJwt(raised?.access_token ?? "");
    expect(after).toMatchObject({ aal: "aal2", session_id: before.session_id });
    expect(after.amr).toMatchObject([{ method: "totp" }, { method: "password" }]);
    expect(await alive(other.session.access_token)).toBe(403);
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: "aal2",
      nextLevel: "aal2",
    });
    const next = await refresh(auth, raised?.refresh_token ?? "");
    expect(decodeJwt(next.body.access_token)).toMatchObject({ aal: "aal2", session_id: before.session_id });
    expect((await client.auth.mfa.listFactors()).data?.totp).toMatchObject([
      { id: enrolled?.id, friendly_name: "Phone", status: "verified" },
    ]);
    expect(events.map(({ type }) => type).slice(-2)).toEqual(["factor_enrolled", "factor_verified"]);
  });

  test("S10 a code that was used is refused with a new challenge, and so is an older one", async () => {
    const account = await makeAccount(auth);
    const { client } = await signIn(auth, account);
    auth.advance(60);
    const { id: factorId, secret } = await enrol(client, auth.now());
    const old = codeAt(secret, new Date(auth.now().getTime() - 30_000));
    for (const code of [codeAt(secret, auth.now()), old]) {
      const { error } = await client.auth.mfa.challengeAndVerify({ factorId, code });
      expect([error?.status, error?.code]).toEqual([422, "mfa_verification_failed"]);
    }
    auth.advance(30);
    const fresh = await client.auth.mfa.challengeAndVerify({ factorId, code: codeAt(secret, auth.now()) });
    expect(fresh.error).toBeNull();
  });

  test("S10 of twenty uses of one code at once exactly one counts", async () => {
    const { client } = await signIn(auth, await makeAccount(auth));
    const { data: factor } = await client.auth.mfa.enroll({ factorType: "totp" });
    const code = codeAt(factor?.totp.secret ?? "", auth.now());
    const bearer = (await client.auth.getSession()).data.session?.access_token ?? "";
    const attempts = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const opened = await call(auth, "POST", `/factors/${factor?.id}/challenge`, { bearer, body: {} });
        const body = { challenge_id: opened.body.id, code };
        return (await call(auth, "POST", `/factors/${factor?.id}/verify`, { bearer, body })).status;
      }),
    );
    expect(attempts.filter((status) => status === 200)).toHaveLength(1);
    expect(attempts.filter((status) => status >= 500)).toEqual([]);
  });

  test("S11 with one factor of two nobody changes the password, adds a factor or takes one away", async () => {
    const account = await makeAccount(auth);
    const { client } = await signIn(auth, account);
    const { id } = await enrol(client, auth.now());
    const weak = await signIn(auth, account);
    const password = await weak.client.auth.updateUser({ password: "battery staple" });
    expect([password.error?.status, password.error?.code]).toEqual([401, "insufficient_aal"]);
    const address = await weak.client.auth.updateUser({ email: `new-${account.email}` });
    expect([address.error?.status, address.error?.code]).toEqual([401, "insufficient_aal"]);
    const second = await weak.client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Tablet" });
    expect([second.error?.status, second.error?.code]).toEqual([403, "insufficient_aal"]);
    const removal = await weak.client.auth.mfa.unenroll({ factorId: id });
    expect([removal.error?.status, removal.error?.code]).toEqual([422, "insufficient_aal"]);
    expect((await client.auth.mfa.unenroll({ factorId: id })).data).toEqual({ id });
    expect((await client.auth.updateUser({ password: "battery staple" })).error).toBeNull();
  });

  test("S11 a token from before the step-up gets no more than it had", async () => {
    const account = await makeAccount(auth);
    const { client, session } = await signIn(auth, account);
    await enrol(client, auth.now());
    const old = await call(auth, "PUT", "/user", {
      bearer: session.access_token,
      body: { password: "battery staple" },
    });
    expect([old.status, old.body.error_code]).toEqual([401, "insufficient_aal"]);
  });

  test("S12 guessing at codes ends with 429 before the sixtieth, and a challenge dies with the fifth", async () => {
    const { client, session } = await signIn(auth, await makeAccount(auth));
    const { data: factor } = await client.auth.mfa.enroll({ factorType: "totp" });
    const bearer = session.access_token;
    const path = `/factors/${factor?.id}`;
    const open = async () => (await call(auth, "POST", `${path}/challenge`, { bearer, body: {} })).body.id;
    const code = wrongCodeAt(factor?.totp.secret ?? "", auth.now());
    const guess = async (challenge_id: string) =>
      call(auth, "POST", `${path}/verify`, { bearer, body: { challenge_id, code } });
    const challenge = await open();
    const codes: string[] = [];
    for (let n = 0; n < 6; n++) codes.push((await guess(challenge)).body.error_code);
    expect(codes).toEqual([...Array(5).fill("mfa_verification_failed"), "mfa_challenge_expired"]);
    const statuses: number[] = [];
    for (let n = 6; n < 60; n++) statuses.push((await guess(await open())).status);
    expect(statuses.indexOf(429)).toBe(4);
    // The right code would be a guess too.
    const right = { challenge_id: await open(), code: codeAt(factor?.totp.secret ?? "", auth.now()) };
    expect((await call(auth, "POST", `${path}/verify`, { bearer, body: right })).status).toBe(429);
    auth.advance(15 * 60 + 1);
    const again = (await client.auth.refreshSession()).data.session?.access_token ?? "";
    const opened = await call(auth, "POST", `${path}/challenge`, { bearer: again, body: {} });
    const body = { challenge_id: opened.body.id, code: codeAt(factor?.totp.secret ?? "", auth.now()) };
    expect((await call(auth, "POST", `${path}/verify`, { bearer: again, body })).status).toBe(200);
  });

  test("S27 a refresh token from before the step-up never leads to two factors", async () => {
    const { client, session } = await signIn(auth, await makeAccount(auth));
    const used = await refresh(auth, session.refresh_token);
    await client.auth.setSession({
      access_token: used.body.access_token,
      refresh_token: used.body.refresh_token,
    });
    const raised = await enrol(client, auth.now());
    for (const token of [session.refresh_token, used.body.refresh_token]) {
      const answer = await refresh(auth, token);
      expect([answer.status, answer.body.error_code]).toEqual([400, "refresh_token_not_found"]);
    }
    expect((await refresh(auth, raised.session.refresh_token)).status).toBe(200);
  });

  test("S27 refreshes at the moment of the step-up give two factors to nobody but the tab that proved both", async () => {
    const { client, session } = await signIn(auth, await makeAccount(auth));
    const [raised, ...others] = await Promise.all([
      enrol(client, auth.now()),
      ...Array.from({ length: 10 }, () => refresh(auth, session.refresh_token)),
    ]);
    for (const answer of others)
      if (answer.status === 200) expect(decodeJwt(answer.body.access_token).aal).toBe("aal1");
    expect((await refresh(auth, raised.session.refresh_token)).status).toBe(200);
  });

  test("a challenge serves once, from one address, for five minutes, and only its own person's factor", async () => {
    const { client, session } = await signIn(auth, await makeAccount(auth));
    const stranger = await signIn(auth, await makeAccount(auth));
    const { data: factor } = await client.auth.mfa.enroll({ factorType: "totp" });
    const path = `/factors/${factor?.id}`;
    const foreign = await call(auth, "POST", `${path}/challenge`, { bearer: stranger.session.access_token, body: {} });
    expect([foreign.status, foreign.body.error_code]).toEqual([404, "mfa_factor_not_found"]);
    const { data: challenge } = await client.auth.mfa.challenge({ factorId: factor?.id ?? "" });
    const verify = (code: string, bearer = session.access_token) =>
      call(auth, "POST", `${path}/verify`, { bearer, body: { challenge_id: challenge?.id, code } });
    expect((await verify("")).body).toMatchObject({ code: 400, msg: "Code needs to be non-empty" });
    auth.advance(301);
    expect((await verify(codeAt(factor?.totp.secret ?? "", auth.now()))).body.error_code).toBe("mfa_challenge_expired");
    const second = await enrol(client, auth.now(), "Second");
    const spent = await call(auth, "POST", `/factors/${second.id}/verify`, {
      bearer: second.session.access_token,
      body: {
        challenge_id: (await auth.pool.query("select id from auth.mfa_challenges where factor_id = $1", [second.id]))
          .rows[0].id,
        code: "000000",
      },
    });
    expect([spent.status, spent.body.error_code]).toEqual([422, "mfa_ip_address_mismatch"]);
  });

  test("a name is taken once, ten factors are the most, and what was never verified gives way", async () => {
    const { client } = await signIn(auth, await makeAccount(auth));
    const enrolAs = (friendlyName: string) => client.auth.mfa.enroll({ factorType: "totp", friendlyName });
    expect((await enrolAs("Phone")).error).toBeNull();
    expect((await enrolAs("Phone")).error?.code).toBe("mfa_factor_name_conflict");
    const more = await Promise.all(Array.from({ length: 12 }, (_, n) => enrolAs(`Phone ${n}`)));
    expect(more.filter(({ error }) => error === null)).toHaveLength(9);
    expect(more.find(({ error }) => error)?.error?.code).toBe("too_many_enrolled_mfa_factors");
    auth.advance(301);
    expect((await enrolAs("Phone")).error).toBeNull();
    for (const [factor_type, code] of [
      ["phone", "mfa_phone_enroll_not_enabled"],
      ["webauthn", "mfa_webauthn_enroll_not_enabled"],
      ["other", "validation_failed"],
    ]) {
      const bearer = (await client.auth.getSession()).data.session?.access_token ?? "";
      expect((await call(auth, "POST", "/factors", { bearer, body: { factor_type } })).body.error_code).toBe(code);
    }
  });

  test("an administrator lists, renames and removes factors, and sessions fall back to one", async () => {
    const account = await makeAccount(auth);
    const { client } = await signIn(auth, account);
    const { id, session } = await enrol(client, auth.now());
    const admin = adminOf(auth).auth.admin.mfa;
    expect((await admin.listFactors({ userId: account.id })).data?.factors).toMatchObject([{ id, status: "verified" }]);
    const renamed = await call(auth, "PUT", `/admin/users/${account.id}/factors/${id}`, {
      bearer: auth.keys.serviceRoleKey,
      body: { friendly_name: "Work phone" },
    });
    expect(renamed.body).toMatchObject({ id, friendly_name: "Work phone" });
    expect((await admin.deleteFactor({ id, userId: account.id })).error).toBeNull();
    expect((await admin.listFactors({ userId: account.id })).data?.factors).toEqual([]);
    const next = await refresh(auth, session.refresh_token);
    expect(decodeJwt(next.body.access_token)).toMatchObject({ aal: "aal1", amr: [{ method: "password" }] });
    const gone = await admin.deleteFactor({ id, userId: account.id });
    expect([gone.error?.status, gone.error?.code]).toEqual([404, "mfa_factor_not_found"]);
  });

  test("the product's own list follows: name, verification and the last used step, until the factor is gone", async () => {
    const account = await makeAccount(auth);
    await auth.pool.query(`insert into public."user" (id, email, updated_at) values ($1, $2, now())`, [
      account.id,
      account.email,
    ]);
    const { client } = await signIn(auth, account);
    const listed = async () =>
      (
        await auth.pool.query(
          "select friendly_name, verified_at is not null as verified, last_used_step::int as step from public.mfa_factor where user_id = $1",
          [account.id],
        )
      ).rows;
    const { data: factor } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
    expect(await listed()).toEqual([{ friendly_name: "Phone", verified: false, step: null }]);
    await auth.pool.query("update public.mfa_factor set friendly_name = 'Mine' where user_id = $1", [account.id]);
    const at = auth.now();
    await client.auth.mfa.challengeAndVerify({
      factorId: factor?.id ?? "",
      code: codeAt(factor?.totp.secret ?? "", at),
    });
    const step = Math.floor(at.getTime() / 30_000);
    expect(await listed()).toEqual([{ friendly_name: "Mine", verified: true, step }]);
    await auth.pool.query("insert into public.mfa_recovery_code (id, user_id, code_hash) values ('c', $1, 'h')", [
      account.id,
    ]);
    await client.auth.mfa.unenroll({ factorId: factor?.id ?? "" });
    expect(await listed()).toEqual([]);
    // Whoever changes factors without the product is told of all the same, and left codes would open nothing.
    const told = await auth.pool.query(
      "select title, mail_due_at is not null as mailed from public.user_notification where user_id = $1 order by created_at, title desc",
      [account.id],
    );
    expect(told.rows).toEqual([
      { title: "An authenticator was set up", mailed: true },
      { title: "An authenticator was removed", mailed: true },
    ]);
    const codes = await auth.pool.query("select from public.mfa_recovery_code where user_id = $1", [account.id]);
    expect(codes.rowCount).toBe(0);
  });
});
