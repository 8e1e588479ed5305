import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { countMails, follow, mailTo } from "./mailbox.ts";
import { PROFILES } from "./profiles.ts";
import { adminOf, call, clientOf, makeAccount, newAddress, pkceClientOf, signIn } from "./test-clients.ts";

const SITE = "http://127.0.0.1:4000";

describe.each(PROFILES)("$name", ({ options }) => {
  let databases: TestDatabases;
  let auth: TestAuth;
  beforeAll(async () => {
    databases = await testDatabases();
    auth = await startTestAuth(databases.supabaseUrl, options);
  });
  afterAll(async () => {
    await auth?.close();
    await databases?.drop();
  });
  const recoverAgain = async (email: string) => {
    auth.advance(61);
    expect((await call(auth, "POST", "/recover", { body: { email } })).body).toEqual({});
  };

  test("S02 asking for a new password answers the same for known and unknown addresses, twice", async () => {
    const account = await makeAccount(auth);
    for (const email of [account.email, newAddress()]) {
      for (let time = 0; time < 2; time++) {
        const answer = await call(auth, "POST", "/recover", { body: { email } });
        expect([answer.status, answer.text]).toEqual([200, "{}"]);
      }
    }
    expect(await countMails(auth, account.email)).toBe(1);
    const malformed = await call(auth, "POST", "/recover", { body: { email: "x" } });
    expect([malformed.status, malformed.body.msg]).toEqual([400, "Unable to validate email address: invalid format"]);
  });

  test("S14 a recovery is good once, and a newer one supersedes it", async () => {
    const account = await makeAccount(auth);
    const client = clientOf(auth);
    await recoverAgain(account.email);
    const first = await mailTo(auth, account.email);
    await recoverAgain(account.email);
    const second = await mailTo(auth, account.email, 2);
    expect(first.HTML).toContain(first.code);
    expect(first.HTML).toContain(first.link.replaceAll("&", "&amp;"));
    for (const stale of [
      { type: "recovery", token_hash: first.token } as const,
      { type: "recovery", email: account.email, token: first.code === second.code ? "" : first.code } as const,
    ]) {
      const { error } = await client.auth.verifyOtp(stale);
      expect(error?.status).toBeGreaterThanOrEqual(400);
    }
    expect((await follow(first.link)).fragment.get("error_code")).toBe("otp_expired");
    const { data } = await client.auth.verifyOtp({ type: "recovery", token_hash: second.token });
    expect(data.user?.id).toBe(account.id);
    expect(decodeJwt(data.session?.access_token ?? "").amr).toMatchObject([{ method: "otp" }]);
    const again = await clientOf(auth).auth.verifyOtp({ type: "recovery", token_hash: second.token });
    expect([again.error?.status, again.error?.code]).toEqual([403, "otp_expired"]);
    expect((await client.auth.updateUser({ password: "battery staple" })).error).toBeNull();
    expect((await signIn(auth, { ...account, password: "battery staple" })).session.user.id).toBe(account.id);
  });

  test("S14 of twenty uses of one link at once exactly one opens a session", async () => {
    const account = await makeAccount(auth);
    await recoverAgain(account.email);
    const { token } = await mailTo(auth, account.email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        call(auth, "POST", "/verify", { body: { type: "recovery", token_hash: token } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array(19).fill(403)]);
  });

  test("S14 a password that was changed meanwhile makes the link worthless, and so do an hour and another address", async () => {
    const account = await makeAccount(auth);
    const { client } = await signIn(auth, account);
    await recoverAgain(account.email);
    const { token } = await mailTo(auth, account.email);
    await client.auth.updateUser({ password: "battery staple" });
    const use = (token_hash: string) => call(auth, "POST", "/verify", { body: { type: "recovery", token_hash } });
    expect((await use(token)).status).toBe(403);
    await recoverAgain(account.email);
    const second = await mailTo(auth, account.email, 2);
    auth.advance(3_601);
    expect((await use(second.token)).status).toBe(403);
    await recoverAgain(account.email);
    const third = await mailTo(auth, account.email, 3);
    await adminOf(auth).auth.admin.updateUserById(account.id, { email: newAddress() });
    expect((await use(third.token)).status).toBe(403);
  });

  test("S15 a link leads to the site and to nowhere else", async () => {
    const account = await makeAccount(auth);
    const lead = async (redirect_to: string) => {
      const { data } = await adminOf(auth).auth.admin.generateLink({
        type: "recovery",
        email: account.email,
        options: { redirectTo: redirect_to },
      });
      const stated = data.properties?.redirect_to ?? "";
      const own = `${auth.url}/auth/v1/verify?token=${data.properties?.hashed_token}&type=recovery`;
      const changed = await follow(`${own}&redirect_to=${encodeURIComponent(redirect_to)}`);
      expect(new URL(stated).origin).toBe(changed.location.origin);
      return changed.location;
    };
    for (const evil of [
      "https://evil.example/",
      "//evil.example",
      "http://127.0.0.1:4000@evil.example/",
      "javascript:alert(1)",
    ])
      expect((await lead(evil)).origin).toBe(SITE);
    expect((await lead(`${SITE}/recover?x=1`)).href).toMatch(/^http:\/\/127\.0\.0\.1:4000\/recover\?x=1#access_token=/);
  });

  test("S23 a recovery by mail with PKCE opens a session for the asking browser only, once", async () => {
    const account = await makeAccount(auth);
    const client = pkceClientOf(auth);
    auth.advance(61);
    expect((await client.auth.resetPasswordForEmail(account.email, { redirectTo: `${SITE}/new` })).error).toBeNull();
    const { link } = await mailTo(auth, account.email);
    expect(link).toContain("token=pkce_");
    // A mail scanner looks first, in both ways it may.
    expect((await fetch(link, { method: "HEAD", redirect: "manual" })).status).toBe(404);
    await follow(link);
    const { status, location, query } = await follow(link);
    expect([status, location.origin + location.pathname, location.hash]).toEqual([303, `${SITE}/new`, ""]);
    const auth_code = query.get("code") ?? "";
    const wrong = await call(auth, "POST", "/token?grant_type=pkce", {
      body: { auth_code, code_verifier: "x".repeat(56) },
    });
    expect([wrong.status, wrong.body.error_code]).toEqual([400, "bad_code_verifier"]);
    const { data } = await client.auth.exchangeCodeForSession(auth_code);
    expect(data.session?.user.id).toBe(account.id);
    expect(decodeJwt(data.session?.access_token ?? "").amr).toMatchObject([{ method: "recovery" }]);
    const again = await call(auth, "POST", "/token?grant_type=pkce", {
      body: { auth_code, code_verifier: "x".repeat(56) },
    });
    expect([again.status, again.body.error_code]).toEqual([404, "flow_state_not_found"]);
    const dead = await follow(link);
    expect([dead.query.get("error_code"), dead.fragment.get("error_code")]).toEqual(["otp_expired", "otp_expired"]);
  });

  test("S23 an auth code is dead after five minutes", async () => {
    const account = await makeAccount(auth);
    const client = pkceClientOf(auth);
    await client.auth.resetPasswordForEmail(account.email);
    const { query } = await follow((await mailTo(auth, account.email)).link);
    auth.advance(301);
    const { error } = await client.auth.exchangeCodeForSession(query.get("code") ?? "");
    expect([error?.status, error?.code]).toEqual([422, "flow_state_expired"]);
  });

  test("S24 an invitation leads to a session, a password and a sign-in, once", async () => {
    const email = newAddress();
    const admin = adminOf(auth).auth.admin;
    const invited = await admin.inviteUserByEmail(email, { data: { team: "North" }, redirectTo: `${SITE}/welcome` });
    expect(invited.data.user).toMatchObject({
      email,
      invited_at: expect.any(String),
      user_metadata: { team: "North" },
    });
    const first = await mailTo(auth, email);
    expect(first.Subject).toBe("You have been invited to Invista");
    expect((await admin.inviteUserByEmail(email)).error).toBeNull();
    expect((await follow(first.link)).fragment.get("error_code")).toBe("otp_expired");
    await admin.inviteUserByEmail(email, { redirectTo: `${SITE}/welcome` });
    const { link } = await mailTo(auth, email, 3);
    const { status, location, fragment } = await follow(link);
    expect([status, location.pathname, fragment.get("type")]).toEqual([303, "/welcome", "invite"]);
    const client = clientOf(auth);
    const session = await client.auth.setSession({
      access_token: fragment.get("access_token") ?? "",
      refresh_token: fragment.get("refresh_token") ?? "",
    });
    expect(session.data.user).toMatchObject({ email, user_metadata: { team: "North", email_verified: true } });
    expect((await client.auth.updateUser({ password: "correct horse" })).error).toBeNull();
    expect((await signIn(auth, { email, password: "correct horse" })).session.user.email).toBe(email);
    expect((await follow(link)).fragment.get("error")).toBe("access_denied");
    const late = await admin.inviteUserByEmail(email);
    expect([late.error?.status, late.error?.code]).toEqual([422, "email_exists"]);
  });

  test("an invitation holds a day and works by its code too", async () => {
    const [slow, quick] = [newAddress(), newAddress()];
    for (const email of [slow, quick]) await adminOf(auth).auth.admin.inviteUserByEmail(email);
    auth.advance(86_000);
    const { code } = await mailTo(auth, quick);
    expect((await clientOf(auth).auth.verifyOtp({ type: "invite", email: quick, token: code })).error).toBeNull();
    auth.advance(500);
    const late = await clientOf(auth).auth.verifyOtp({
      type: "invite",
      email: slow,
      token: (await mailTo(auth, slow)).code,
    });
    expect(late.error?.code).toBe("otp_expired");
  });

  test("five wrong codes make the right one worthless, also when they come at once", async () => {
    for (const atOnce of [false, true]) {
      const account = await makeAccount(auth);
      await recoverAgain(account.email);
      const { code } = await mailTo(auth, account.email);
      const guesses = Array.from({ length: 5 }, (_, n) => String((Number(code) + 1 + n) % 1_000_000).padStart(6, "0"));
      const guess = (token: string) =>
        call(auth, "POST", "/verify", { body: { type: "recovery", email: account.email, token } });
      if (atOnce) await Promise.all(guesses.map(guess));
      else for (const token of guesses) expect((await guess(token)).status).toBe(403);
      const right = await guess(code);
      expect([right.status, right.body.error_code, right.body.msg]).toEqual([
        403,
        "otp_expired",
        "Token has expired or is invalid",
      ]);
    }
  });

  test("the store holds no token or code that could be used", async () => {
    const account = await makeAccount(auth);
    const client = pkceClientOf(auth);
    await client.auth.resetPasswordForEmail(account.email);
    const { token, code, link } = await mailTo(auth, account.email);
    const { query } = await follow(link);
    const { rows } = await auth.pool.query(
      `select (select json_agg(t) from auth.one_time_tokens t) as tokens, (select json_agg(f) from auth.flow_state f) as flows,
         (select json_agg(u) from auth.users u) as users`,
    );
    const stored = JSON.stringify(rows);
    for (const secret of [token, token.replace("pkce_", ""), query.get("code") ?? "?"])
      expect(stored).not.toContain(secret);
    expect(stored).not.toMatch(new RegExp(`[":]${code}[",}]`));
  });

  test("an administrator makes the links of every kind for his own mails", async () => {
    const admin = adminOf(auth).auth.admin;
    const account = await makeAccount(auth);
    const fresh = newAddress();
    const signup = await admin.generateLink({
      type: "signup",
      email: fresh,
      password: "correct horse",
      options: { data: { a: 1 } },
    });
    expect(signup.data.user).toMatchObject({ email: fresh, user_metadata: { a: 1 } });
    expect(signup.data.properties).toMatchObject({
      verification_type: "signup",
      redirect_to: SITE,
      email_otp: expect.stringMatching(/^\d{6}$/),
    });
    const confirmed = await clientOf(auth).auth.verifyOtp({
      type: "signup",
      token_hash: signup.data.properties?.hashed_token ?? "",
    });
    expect(confirmed.data.user?.email).toBe(fresh);
    const magic = await admin.generateLink({ type: "magiclink", email: account.email });
    const landed = await follow(magic.data.properties?.action_link ?? "");
    expect(decodeJwt(landed.fragment.get("access_token") ?? "").sub).toBe(account.id);
    const invited = await admin.generateLink({ type: "invite", email: newAddress() });
    expect(invited.data.user?.invited_at).toBeTruthy();
    expect((await admin.generateLink({ type: "invite", email: account.email })).error?.code).toBe("email_exists");
    expect((await admin.generateLink({ type: "recovery", email: newAddress() })).error?.code).toBe("user_not_found");
    const byCode = await admin.generateLink({ type: "recovery", email: account.email });
    const entered = await clientOf(auth).auth.verifyOtp({
      type: "email",
      email: account.email,
      token: byCode.data.properties?.email_otp ?? "",
    });
    expect(entered.data.user?.id).toBe(account.id);
    const target = newAddress();
    const change = (type: "email_change_current" | "email_change_new") =>
      admin.generateLink({ type, email: account.email, newEmail: target });
    const [current, next] = [await change("email_change_current"), await change("email_change_new")];
    expect(current.data.properties?.verification_type).toBe("email_change_current");
    for (const link of [current, next])
      await call(auth, "POST", "/verify", {
        body: { type: "email_change", token_hash: link.data.properties?.hashed_token },
      });
    expect((await admin.getUserById(account.id)).data.user?.email).toBe(target);
    expect(await countMails(auth, account.email)).toBe(0);
  });

  test("a banned person's link opens nothing", async () => {
    const account = await makeAccount(auth);
    const { data } = await adminOf(auth).auth.admin.generateLink({ type: "recovery", email: account.email });
    await adminOf(auth).auth.admin.updateUserById(account.id, { ban_duration: "24h" });
    const token_hash = data.properties?.hashed_token ?? "";
    const answer = await call(auth, "POST", "/verify", { body: { type: "recovery", token_hash } });
    expect([answer.status, answer.body.error_code]).toEqual([403, "user_banned"]);
    expect((await follow(data.properties?.action_link ?? "")).fragment.get("error_code")).toBe("user_banned");
  });
});
