import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { TestAuth } from "../src/testing.ts";

const found = z.object({ messages: z.array(z.object({ ID: z.string() })) });
const message = z.object({
  Subject: z.string(),
  To: z.array(z.object({ Address: z.string() })),
  Text: z.string(),
  HTML: z.string(),
});

async function idsTo(auth: TestAuth, address: string): Promise<string[]> {
  const query = new URLSearchParams({ query: `to:${address}`, limit: "50" });
  const response = await fetch(`${auth.mailUrl}/api/v1/search?${query.toString()}`);
  return found.parse(await response.json()).messages.map(({ ID }) => ID);
}

/** How many mails went to this address, once those under way have arrived. */
export async function countMails(auth: TestAuth, address: string): Promise<number> {
  await sleep(150);
  return (await idsTo(auth, address)).length;
}

/** The newest mail to this address once there are so many, with its link and code. */
export async function mailTo(auth: TestAuth, address: string, count = 1) {
  let ids = await idsTo(auth, address);
  for (let tries = 0; ids.length < count && tries < 100; tries++) {
    await sleep(20);
    ids = await idsTo(auth, address);
  }
  const id = ids[0];
  if (!id || ids.length < count) throw new Error(`there are ${ids.length} mails to ${address}`);
  const mail = message.parse(await (await fetch(`${auth.mailUrl}/api/v1/message/${id}`)).json());
  const link = /https?:\/\/\S+\/verify\?\S+/.exec(mail.Text)?.[0] ?? "";
  const code = /\b\d{6}\b/.exec(mail.Text.replaceAll(link, ""))?.[0] ?? "";
  const token = new URLSearchParams(link.split("?")[1]).get("token") ?? "";
  return { ...mail, link, code, token };
}

/** Opens a mail's link as a browser would, and tells where it leads. */
export async function follow(link: string) {
  const response = await fetch(link, { redirect: "manual" });
  const location = new URL(response.headers.get("location") ?? "about:blank");
  return {
    status: response.status,
    location,
    query: location.searchParams,
    fragment: new URLSearchParams(location.hash.slice(1)),
  };
}
