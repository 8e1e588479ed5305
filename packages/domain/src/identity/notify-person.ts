import type { IdentityWork } from "../shared/identity-work.ts";
import type { Notice } from "../shared/work.ts";

/** Tells a person what happened to his account, in the product and by mail, in the transaction in which it happens. */
export async function notifyPerson(
  work: IdentityWork,
  userId: string,
  notice: Pick<Notice, "title" | "message" | "type"> & { dedupeKey?: string },
): Promise<void> {
  await work.tx.userNotification.createMany({
    data: { id: work.newId(), userId, link: "/security", mailDueAt: work.now, ...notice },
    skipDuplicates: true,
  });
}
