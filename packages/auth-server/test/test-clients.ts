import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { TestAuth } from "../src/testing.ts";

const quiet = { auth: { persistSession: false, autoRefreshToken: false } };

/** supabase-js as a browser tab holds it. */
export function clientOf(auth: TestAuth): SupabaseClient {
  return createClient(auth.url, auth.keys.anonKey, quiet);
}

/** The same with links that lead to a code only this tab can trade (PKCE), its verifier kept in memory. */
export function pkceClientOf(auth: TestAuth): SupabaseClient {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return createClient(auth.url, auth.keys.anonKey, {
    auth: { flowType: "pkce", storage, persistSession: true, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

/** supabase-js with the service key. */
export function adminOf(auth: TestAuth): SupabaseClient {
  return createClient(auth.url, auth.keys.serviceRoleKey, quiet);
}

let made = 0;

/** An address that nobody has. */
export function newAddress(): string {
  return `person${++made}@example.com`;
}

/** A confirmed account with a known password. */
export async function makeAccount(
  auth: TestAuth,
  password = "correct horse",
): Promise<{ id: string; email: string; password: string }> {
  const email = newAddress();
  const { data, error } = await adminOf(auth).auth.admin.createUser({ email, password, email_confirm: true });
  if (error) throw error;
  return { id: data.user.id, email, password };
}

/** A signed-in tab and its session. */
export async function signIn(auth: TestAuth, account: { email: string; password: string }) {
  const client = clientOf(auth);
  const { data, error } = await client.auth.signInWithPassword({ email: account.email, password: account.password });
  if (error) throw error;
  return { client, session: data.session };
}

/** A raw call, where the client would hide what the wire says. */
export async function call(
  auth: TestAuth,
  method: string,
  path: string,
  options: { bearer?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${auth.url}/auth/v1${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(options.bearer && { authorization: `Bearer ${options.bearer}` }),
      ...(options.body !== undefined && { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body !== undefined && {
      body: typeof options.body === "string" ? options.body : JSON.stringify(options.body),
    }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text,
  };
}

/** Refreshes by hand. */
export function refresh(auth: TestAuth, token: string) {
  return call(auth, "POST", "/token?grant_type=refresh_token", { body: { refresh_token: token } });
}
