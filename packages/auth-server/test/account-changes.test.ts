import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AuthEvent } from "../src/auth-event.ts";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { countMails, follow, mailTo } from "./mailbox.ts";
import { PROFILES } from "./profiles.ts";
import { adminOf, call, clientOf, makeAccount, newAddress, pkceClientOf, signIn } from "./test-clients.ts";

describe.each(PROFILES)("$name", ({ options }) => {
  let databases: TestDatabases;
  let auth: TestAuth;
  const events: AuthEvent[] = [];
  const started: TestAuth[] = [];
  beforeAll(async () => {
    databases = await testDatabases();
    auth = await startTestAuth(databases.supabaseUrl, { ...options, onEvent: (event) => void events.push(event) });
  });
  afterEach(async () => {
    for (const other of started.splice(0)) await other.close();
  });
  afterAll(async () => {
    await auth?.close();
    await databases?.drop();
  });
  const startWith = async (more: Parameters<typeof startTestAuth>[1]) => {
    const other = await startTestAuth(databases.supabaseUrl, { ...options, ...more });
    started.push(other);
    return other;
  };

  test("S03 signing up with an address that has an account tells nothing, and gives no session", async () => {
    const account = await makeAccount(auth);
    const { data, error } = await clientOf(auth).auth.signUp({ email: account.email, password: "correct horse" });
    expect(data.session).toBeNull();
    if (!options.signUp) expect([error?.status, error?.code]).toEqual([422, "signup_disabled"]);
    else if (options.autoConfirm) expect([error?.status, error?.code]).toEqual([422, "user_already_exists"]);
    else {
      expect(error).toBeNull();
      expect(data.user).toMatchObject({ email: account.email, identities: [], role: "" });
      expect(data.user?.id).not.toBe(account.id);
      expect(await countMails(auth, account.email)).toBe(0);
    }
    expect((await signIn(auth, account)).session.user.id).toBe(account.id);
  });

  test("signing up with a new address gives an account as the profile says", async () => {
    const email = newAddress();
    const client = clientOf(auth);
    const { data, error } = await client.auth.signUp({ email, password: "correct horse", options: { data: { a: 1 } } });
    if (!options.signUp) {
      expect(error?.code).toBe("signup_disabled");
      return;
    }
    expect(data.user).toMatchObject({ email, user_metadata: { a: 1 }, identities: [{ provider: "email" }] });
    if (options.autoConfirm) {
      expect(data.session?.user.id).toBe(data.user?.id);
      return;
    }
    expect(data.session).toBeNull();
    expect((await client.auth.signInWithPassword({ email, password: "correct horse" })).error?.code).toBe(
      "email_not_confirmed",
    );
    const early = await client.auth.resend({ type: "signup", email });
    expect([early.error?.status, early.error?.code]).toEqual([429, "over_email_send_rate_limit"]);
    auth.advance(61);
    expect((await client.auth.resend({ type: "signup", email })).error).toBeNull();
    const { code } = await mailTo(auth, email, 2);
    expect((await client.auth.verifyOtp({ type: "signup", email, token: code })).data.session?.user.email).toBe(email);
    auth.advance(61);
    expect((await client.auth.resend({ type: "signup", email })).error).toBeNull();
    expect(await countMails(auth, email)).toBe(2);
  });

  test("asking for the confirmation again answers the same for unknown addresses", async () => {
    const email = newAddress();
    const client = clientOf(auth);
    expect((await client.auth.resend({ type: "signup", email })).error).toBeNull();
    const again = await client.auth.resend({ type: "signup", email });
    expect(again.error).toMatchObject({
      status: 429,
      message: expect.stringMatching(/^For security purposes, you can only request this after \d+ seconds\.$/),
    });
  });

  test("S13 a new password ends the other sessions, and must be another one", async () => {
    const account = await makeAccount(auth);
    const [here, there] = [await signIn(auth, account), await signIn(auth, account)];
    const same = await here.client.auth.updateUser({ password: account.password });
    expect([same.error?.status, same.error?.code]).toEqual([422, "same_password"]);
    expect((await here.client.auth.updateUser({ password: "battery staple" })).error).toBeNull();
    expect((await there.client.auth.getUser()).error?.name).toBe("AuthSessionMissingError");
    expect((await here.client.auth.getUser()).data.user?.id).toBe(account.id);
    expect(events.at(-1)).toMatchObject({ type: "password_changed", userId: account.id });
  });

  test("S18 nobody gives himself rights: application data are refused and the role stays", async () => {
    const { client, session } = await signIn(auth, await makeAccount(auth));
    const refused = await call(auth, "PUT", "/user", {
      bearer: session.access_token,
      body: { app_metadata: { role: "admin" } },
    });
    expect([refused.status, refused.body.error_code]).toEqual([403, "not_admin"]);
    await call(auth, "PUT", "/user", {
      bearer: session.access_token,
      body: { role: "service_role", is_super_admin: true, data: { role: "service_role" } },
    });
    const { data } = await client.auth.refreshSession();
    expect(data.user?.role).toBe("authenticated");
    const claims = await client.auth.getClaims(data.session?.access_token);
    expect(claims.data?.claims.role).toBe("authenticated");
    const admin = await call(auth, "GET", "/admin/users", { bearer: data.session?.access_token ?? "" });
    expect(admin.status).toBe(403);
  });

  test("S20 a weak password says why, and one that is too long is refused, wherever it is set", async () => {
    const { session } = await signIn(auth, await makeAccount(auth));
    const set = (password: string) => call(auth, "PUT", "/user", { bearer: session.access_token, body: { password } });
    const weak = await set("abc");
    expect([weak.status, weak.body.weak_password]).toEqual([422, { reasons: ["length"] }]);
    const long = await set("ü".repeat(37));
    expect([long.status, long.body.msg]).toEqual([400, "Password cannot be longer than 72 characters"]);
    const admin = adminOf(auth).auth.admin;
    expect((await admin.createUser({ email: newAddress(), password: "abc" })).error).toMatchObject({
      code: "weak_password",
      reasons: ["length"],
    });
    const signUp = await clientOf(auth).auth.signUp({ email: newAddress(), password: "abc" });
    expect(signUp.error?.code).toBe(options.signUp ? "weak_password" : "signup_disabled");
  });

  test("changes of one person's data at once all stand, and null takes one away", async () => {
    const { client, session } = await signIn(auth, await makeAccount(auth));
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        call(auth, "PUT", "/user", { bearer: session.access_token, body: { data: { [`k${n}`]: n } } }),
      ),
    );
    const { data } = await client.auth.updateUser({ data: { k0: null } });
    expect(data.user?.user_metadata).toEqual({ k1: 1, k2: 2, k3: 3, k4: 4, k5: 5, k6: 6, k7: 7, email_verified: true });
  });

  test("a new address counts when both the old and the new one have agreed, in either order", async () => {
    for (const oldFirst of [true, false]) {
      const account = await makeAccount(auth);
      const { client } = await signIn(auth, account);
      const target = newAddress();
      auth.advance(61);
      const { data, error } = await client.auth.updateUser({ email: target });
      expect(error).toBeNull();
      if (options.autoConfirm) {
        expect(data.user?.email).toBe(target);
        continue;
      }
      expect(data.user).toMatchObject({ email: account.email, new_email: target });
      const order = oldFirst ? [account.email, target] : [target, account.email];
      const [first = "", second = ""] = order;
      const mail = await mailTo(auth, first);
      expect(mail.Text).toContain(`From ${account.email} to ${target}.`);
      const half = await call(auth, "POST", "/verify", {
        body: { type: "email_change", email: first, token: mail.code },
      });
      expect(half.body).toEqual({
        code: "200",
        msg: "Confirmation link accepted. Please proceed to confirm link sent to the other email",
      });
      expect((await client.auth.getUser()).data.user?.email).toBe(account.email);
      const { fragment } = await follow((await mailTo(auth, second)).link);
      expect(fragment.get("type")).toBe("email_change");
      expect((await client.auth.getUser()).data.user).toMatchObject({
        email: target,
        identities: [{ email: target, identity_data: { email: target, email_verified: true } }],
      });
      expect((await signIn(auth, { email: target, password: account.password })).session.user.id).toBe(account.id);
      expect(events.some(({ type, userId }) => type === "email_changed" && userId === account.id)).toBe(true);
    }
  });

  test("an address that is taken meanwhile, or already, is refused", async () => {
    const [account, other] = [await makeAccount(auth), await makeAccount(auth)];
    const { client } = await signIn(auth, account);
    const taken = await client.auth.updateUser({ email: other.email.toUpperCase() });
    expect([taken.error?.status, taken.error?.code]).toEqual([422, "email_exists"]);
    if (options.autoConfirm) return;
    const target = newAddress();
    await client.auth.updateUser({ email: target });
    const again = await client.auth.updateUser({ email: target });
    expect(again.error?.code).toBe("over_email_send_rate_limit");
    await adminOf(auth).auth.admin.createUser({ email: target, password: "correct horse", email_confirm: true });
    const use = async (address: string) => {
      const { token } = await mailTo(auth, address);
      return call(auth, "POST", "/verify", { body: { type: "email_change", token_hash: token } });
    };
    expect((await use(account.email)).status).toBe(200);
    const late = await use(target);
    expect([late.status, late.body.error_code]).toEqual([422, "email_exists"]);
  });

  test("with PKCE the new address's link leads to a code of the asking browser", async () => {
    if (options.autoConfirm) return expect(options.autoConfirm).toBe(true);
    const single = await startWith({ doubleConfirmEmail: false });
    const account = await makeAccount(single);
    const client = pkceClientOf(single);
    await client.auth.signInWithPassword(account);
    const target = newAddress();
    expect((await client.auth.updateUser({ email: target })).error).toBeNull();
    expect(await countMails(single, account.email)).toBe(0);
    const { query } = await follow((await mailTo(single, target)).link);
    const { data } = await client.auth.exchangeCodeForSession(query.get("code") ?? "");
    expect(data.session?.user.email).toBe(target);
  });

  test("where a password needs a fresh proof, an old session needs the mailed code, which is good once", async () => {
    const strict = await startWith({ requireReauthentication: true });
    const account = await makeAccount(strict);
    const { client } = await signIn(strict, account);
    expect((await client.auth.updateUser({ password: "battery staple" })).error).toBeNull();
    strict.advance(25 * 3_600);
    await client.auth.refreshSession();
    const needed = await client.auth.updateUser({ password: "correct horse" });
    expect([needed.error?.status, needed.error?.code]).toEqual([400, "reauthentication_needed"]);
    expect((await client.auth.reauthenticate()).error).toBeNull();
    const { code, link } = await mailTo(strict, account.email);
    expect(link).toBe("");
    const wrong = await client.auth.updateUser({
      password: "correct horse",
      nonce: code === "000000" ? "1" : "000000",
    });
    expect([wrong.error?.status, wrong.error?.code]).toEqual([422, "reauthentication_not_valid"]);
    expect((await client.auth.updateUser({ password: "correct horse", nonce: code })).error).toBeNull();
    const again = await client.auth.updateUser({ password: "battery staple", nonce: code });
    expect(again.error?.code).toBe("reauthentication_not_valid");
    expect((await client.auth.reauthenticate()).error?.code).toBe("over_email_send_rate_limit");
  });

  test("where a new password needs the old one, who came by a link has none to tell", async () => {
    const strict = await startWith({ requireCurrentPassword: true });
    const account = await makeAccount(strict);
    const { session } = await signIn(strict, account);
    const set = (body: object, bearer = session.access_token) => call(strict, "PUT", "/user", { bearer, body });
    expect((await set({ password: "battery staple" })).body.error_code).toBe("current_password_required");
    expect((await set({ password: "battery staple", current_password: "x" })).body.error_code).toBe(
      "current_password_invalid",
    );
    expect((await set({ password: "battery staple", current_password: account.password })).status).toBe(200);
    const { data } = await adminOf(strict).auth.admin.generateLink({ type: "recovery", email: account.email });
    const { fragment } = await follow(data.properties?.action_link ?? "");
    expect((await set({ password: "correct horse" }, fragment.get("access_token") ?? "")).status).toBe(200);
  });

  test("without mail what needs it says that it is off, alike for everybody", async () => {
    const silent = await startWith({ mailer: null });
    const account = await makeAccount(silent);
    const { session } = await signIn(silent, account);
    const answers = [
      await call(silent, "POST", "/recover", { body: { email: account.email } }),
      await call(silent, "POST", "/recover", { body: { email: newAddress() } }),
      await call(silent, "POST", "/invite", { body: { email: newAddress() }, bearer: silent.keys.serviceRoleKey }),
      await call(silent, "GET", "/reauthenticate", { bearer: session.access_token }),
    ];
    expect(answers.map(({ status, body }) => [status, body.error_code])).toEqual(
      answers.map(() => [422, "email_provider_disabled"]),
    );
    const link = await adminOf(silent).auth.admin.generateLink({ type: "recovery", email: account.email });
    expect(link.data.properties?.email_otp).toMatch(/^\d{6}$/);
  });
});
