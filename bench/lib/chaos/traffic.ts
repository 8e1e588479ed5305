import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { httpClient, type Answer, type HttpClient } from "../client.ts";
import type { Random } from "./random.ts";
import { PRODUCTS, type Stage } from "./stage.ts";

export interface Sent {
  readonly key: string;
  readonly procedure: "order.create" | "stock.adjust";
  readonly body: { idempotencyKey: string } & Record<string, unknown>;
  /** The result of the first acknowledgement. */
  result: string | null;
}

export interface Traffic {
  /** Every key from before its first request on. */
  readonly sent: Sent[];
  readonly answers: Record<string, number>;
  readonly violations: string[];
  /** When commands were acknowledged. */
  readonly acknowledgedAt: number[];
  /** Lets the clients finish what they have sent and start nothing new. */
  finish(): Promise<void>;
}

const acknowledged = z.object({ result: z.object({ data: z.unknown() }) });
const refused = z.object({
  error: z.object({
    data: z.object({ code: z.string(), rule: z.string(), message: z.string(), requestId: z.string().min(1) }),
  }),
});
const GIVE_UP_MS = 30_000;

/** Clients that place orders and correct stock, keep each key before they send it, and repeat it until it is acknowledged. */
export function startTraffic(stage: Stage, random: Random, options: { clients: number; copies?: number }): Traffic {
  const client = httpClient(stage.url, options.clients * (options.copies ?? 1) + 2, {
    authorization: `Bearer ${stage.token}`,
  });
  const traffic = {
    sent: [] as Sent[],
    answers: {} as Record<string, number>,
    violations: [] as string[],
    acknowledgedAt: [] as number[],
  };
  let open = true;
  const work = async () => {
    while (open) {
      const sent = makeCommand(random);
      traffic.sent.push(sent);
      await Promise.all(Array.from({ length: options.copies ?? 1 }, () => untilAcknowledged(client, sent, traffic)));
    }
  };
  const signIn = async () => {
    while (open) {
      const status = await stage.signIn().catch(() => 0);
      if (status >= 500 && status !== 503) traffic.violations.push(`signing in answered ${status}`);
      await sleep(300);
    }
  };
  const finished = Promise.all([signIn(), ...Array.from({ length: options.clients }, work)]);
  return {
    ...traffic,
    finish: async () => {
      open = false;
      await finished;
      await replay(client, traffic);
      client.close();
    },
  };
}

function makeCommand(random: Random): Sent {
  const key = randomUUID();
  const product = () => `p${random.int(0, PRODUCTS - 1)}`;
  if (random.next() < 0.5) {
    const body = {
      productId: product(),
      warehouseId: "wa",
      delta: String(random.int(1, 9)),
      reason: "FOUND",
      note: key,
      idempotencyKey: key,
    };
    return { key, procedure: "stock.adjust", body, result: null };
  }
  const lines = Array.from({ length: random.int(1, 4) }, () => ({ productId: product(), quantity: "1" }));
  return {
    key,
    procedure: "order.create",
    body: { customerId: "c0", lines, note: key, place: true, idempotencyKey: key },
    result: null,
  };
}

async function untilAcknowledged(client: HttpClient, sent: Sent, traffic: Omit<Traffic, "finish">): Promise<void> {
  for (const end = Date.now() + GIVE_UP_MS; ; await sleep(40 + Math.random() * 80)) {
    const answer = await client
      .send({ method: "POST", path: `/trpc/${sent.procedure}`, body: sent.body })
      .catch(() => null);
    const status = answer?.status ?? 0;
    traffic.answers[status || "lost"] = (traffic.answers[status || "lost"] ?? 0) + 1;
    if (answer && judge(answer, sent, traffic)) return;
    if (Date.now() > end)
      return void traffic.violations.push(
        `${sent.procedure} ${sent.key} was not acknowledged within ${GIVE_UP_MS / 1_000} s`,
      );
  }
}

/** True when the answer is the last word on this key. */
function judge(answer: Answer, sent: Sent, traffic: Omit<Traffic, "finish">): boolean {
  const body = asJson(answer.body);
  const done = acknowledged.safeParse(body);
  if (answer.status === 200 && done.success) {
    const result = JSON.stringify(done.data.result.data);
    if (sent.result !== null && sent.result !== result)
      traffic.violations.push(`${sent.key} was answered ${sent.result} and then ${result}`);
    if (sent.result === null) traffic.acknowledgedAt.push(performance.now());
    sent.result ??= result;
    return true;
  }
  const shape = refused.safeParse(body);
  if (!shape.success || /\bat .+:\d+:\d+|SELECT |node_modules/.test(answer.body))
    traffic.violations.push(`an answer ${answer.status} of another shape: ${answer.body.slice(0, 200)}`);
  if (answer.status === 503) {
    if (answer.headers["retry-after"] === undefined) traffic.violations.push("503 without Retry-After");
    return false;
  }
  traffic.violations.push(`${sent.procedure} was answered ${answer.status}: ${answer.body.slice(0, 200)}`);
  return true;
}

/** A client that was offline sends its last keys again: the same answers, no second effect. */
async function replay(client: HttpClient, traffic: Omit<Traffic, "finish">): Promise<void> {
  const some = traffic.sent.filter((sent) => sent.result !== null).slice(-25);
  for (const sent of some) await untilAcknowledged(client, sent, traffic);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
