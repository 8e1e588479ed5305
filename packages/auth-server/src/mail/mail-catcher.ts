import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Mail, Mailer } from "./mailer.ts";

const MOST_MAILS = 500;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export interface MailCatcher extends Mailer {
  readonly url: string;
  close(): Promise<void>;
}

interface CaughtMail extends Mail {
  readonly id: string;
  readonly at: Date;
}

/**
 * Keeps mails in memory instead of sending them and shows them on a port of the loopback, in the shape of Mailpit's API:
 * search by `to:`, one message, delete all.
 */
export async function startMailCatcher(port = 0): Promise<MailCatcher> {
  let mails: CaughtMail[] = [];
  const answers = (method: string, url: URL): unknown => {
    const id = /^\/api\/v1\/message\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (method === "GET" && id) return whole(mails.find((mail) => mail.id === id));
    if (method === "GET" && url.pathname === "/api/v1/search") return search(mails, url.searchParams);
    if (method === "GET" && url.pathname === "/api/v1/messages") return search(mails, url.searchParams);
    if (method === "DELETE" && url.pathname === "/api/v1/messages") {
      mails = [];
      return {};
    }
    return undefined;
  };
  const server = createServer((request, response) => {
    // A page elsewhere whose name was made to point here would ask with that name.
    const isLocal = LOOPBACK.test(request.headers.host ?? "");
    const address = `http://127.0.0.1${request.url ?? "/"}`;
    const answer = isLocal && URL.canParse(address) ? answers(request.method ?? "", new URL(address)) : undefined;
    response.writeHead(answer === undefined ? 404 : 200, {
      "content-type": "application/json",
      "cache-control": "no-store",
    });
    response.end(JSON.stringify(answer ?? { error: "not found" }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    async send(mail) {
      mails = [{ ...mail, id: randomUUID(), at: new Date() }, ...mails].slice(0, MOST_MAILS);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the mail catcher has no port");
  return address.port;
}

function search(mails: readonly CaughtMail[], parameters: URLSearchParams): unknown {
  const to = /to:"?([^\s"]+)"?/i.exec(parameters.get("query") ?? "")?.[1]?.toLowerCase();
  const limit = Number(parameters.get("limit") ?? 50);
  const isTo = (mail: CaughtMail) => !to || mail.to === to || (!to.includes("@") && mail.to.includes(to));
  const found = mails.filter(isTo);
  return {
    messages: found.slice(0, Number.isInteger(limit) && limit > 0 ? limit : 50).map(summary),
    total: found.length,
    messages_count: found.length,
  };
}

function summary(mail: CaughtMail) {
  const recipients = { To: [{ Name: "", Address: mail.to }] };
  return { ID: mail.id, Subject: mail.subject, ...recipients, Created: mail.at.toISOString() };
}

function whole(mail: CaughtMail | undefined): unknown {
  return mail && { ...summary(mail), Text: mail.text, HTML: mail.html };
}
