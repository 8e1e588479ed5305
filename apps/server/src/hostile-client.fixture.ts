import { expect } from "vitest";
import { z } from "zod";

export const errorShape = z.object({
  code: z.string(),
  rule: z.string(),
  message: z.string().min(1),
  requestId: z.string().min(1),
});
/** What no answer may tell: where code lies, how it is written, what it asks the database. */
export const LEAK = /\bat .+:\d+:\d+|node_modules|\.ts:\d|\b(SELECT|INSERT INTO|UPDATE) |Prisma|postgres(ql)?:\/\//;

interface Raw {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** A client of requests as they are, good or bad, with the answer's error in its one shape. */
export function hostileClient(where: () => { url: string; token: string }) {
  async function send(path: string, { method = "POST", headers = {}, body: content }: Raw = {}) {
    const what = {
      method,
      headers: {
        authorization: `Bearer ${where().token}`,
        ...(content === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: new Uint8Array(Buffer.from(content)) }),
    };
    // The server closes connections after some refusals: one that was kept for this request may be gone.
    const response = await fetch(`${where().url}${path}`, what).catch(() => fetch(`${where().url}${path}`, what));
    const text = await response.text();
    const parsed: unknown = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text;
    const [first] = Array.isArray(parsed) ? parsed : [parsed];
    const error: unknown = Reflect.get(Object(Reflect.get(Object(first), "error")), "data") ?? first;
    return { status: response.status, text, error, headers: response.headers };
  }

  async function expectRefused(answer: Awaited<ReturnType<typeof send>>, status: number | readonly number[] = 400) {
    expect([status].flat(), answer.text.slice(0, 300)).toContain(answer.status);
    expect(errorShape.safeParse(answer.error).error, answer.text.slice(0, 300)).toBeUndefined();
    expect(answer.text).not.toMatch(LEAK);
  }

  const trpc = (procedure: string, input: unknown, headers: Record<string, string> = {}) =>
    send(`/trpc/${procedure}`, { body: typeof input === "string" ? input : JSON.stringify(input), headers });
  const rest = (path: string, input: unknown) =>
    send(`/api/v1${path}`, { body: typeof input === "string" ? input : JSON.stringify(input) });
  return { send, trpc, rest, expectRefused };
}
