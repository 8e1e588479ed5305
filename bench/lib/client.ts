import { Agent, request, type IncomingHttpHeaders } from "node:http";

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
}

/** Sends requests to one server over kept-alive connections, if need be from another address of the loopback; a connection that closes early rejects. */
export function httpClient(
  url: string,
  connections: number,
  headers: Record<string, string> = {},
  localAddress?: string,
) {
  const target = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (what: Request) =>
    new Promise<Answer>((resolve, reject) => {
      const body = what.body === undefined ? undefined : JSON.stringify(what.body);
      const call = request(
        {
          agent,
          ...(localAddress && { localAddress }),
          host: target.hostname,
          port: target.port,
          method: what.method,
          path: what.path,
          headers: {
            ...headers,
            ...(body === undefined
              ? {}
              : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString(),
              headers: response.headers,
            }),
          );
          response.on("close", () => reject(new Error("the connection closed before the answer was complete")));
        },
      );
      call.on("error", reject);
      call.end(body);
    });
  return { send, close: () => agent.destroy() };
}

export type HttpClient = ReturnType<typeof httpClient>;

/** The path of a tRPC query with its input. */
export function queryPath(procedure: string, input: unknown): string {
  return `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

export interface Load {
  readonly jobs: number;
  readonly seconds: number;
  readonly latencies: number[];
  readonly statuses: Record<number, number>;
}

/** Keeps `concurrency` jobs under way for some seconds, or until `count` are done. */
export async function drive(
  job: (index: number) => Promise<number>,
  limits: { concurrency: number; seconds?: number; count?: number },
): Promise<Load> {
  const latencies: number[] = [];
  const statuses: Record<number, number> = {};
  const start = performance.now();
  let next = 0;
  const open = () =>
    (limits.count === undefined || next < limits.count) &&
    (limits.seconds === undefined || performance.now() - start < limits.seconds * 1_000);
  const work = async () => {
    while (open()) {
      const index = next++;
      const at = performance.now();
      const status = await job(index);
      latencies.push(performance.now() - at);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: limits.concurrency }, work));
  return { jobs: latencies.length, seconds: (performance.now() - start) / 1_000, latencies, statuses };
}
