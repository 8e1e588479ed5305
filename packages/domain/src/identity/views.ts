import { refuse } from "@invista/contracts/errors";
import {
  MAX_VIEWS,
  savedView,
  type CreateViewInput,
  type ListViewsInput,
  type RemoveViewInput,
  type SavedView,
  type UpdateViewInput,
  type ViewRef,
} from "@invista/contracts/view/view";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import { can, type Actor } from "../shared/actor.ts";
import type { IdentityWork, SupabaseTx } from "../shared/identity-work.ts";
import { missingOrStale } from "../shared/stale.ts";
import { NAME } from "./person.ts";
import { lockOwnProfile } from "./profile.ts";

/** What is kept of a view: one's own in the preferences of the profile, a shared one as the setting `view.<id>`. */
const kept = savedView
  .omit({ shared: true, isOwn: true, mayChange: true, ownerName: true })
  .extend({ ownerId: z.string() });
type Kept = z.infer<typeof kept>;
type Found = Kept & { shared: boolean; ownerName: string | null };

const KEY = "view.";

/** The caller's own views of a list, and those that others share, by name. */
export async function listViews(
  supabase: SupabasePrismaClient,
  actor: Actor,
  input: ListViewsInput,
): Promise<{ rows: SavedView[] }> {
  const found = await readViews(supabase, actor.userId);
  return { rows: found.filter((view) => view.list === input.list).map((view) => toView(view, actor)) };
}

/** Keeps filters, order and columns of a list under a name, for the caller or for everybody. */
export async function createView(work: IdentityWork, input: CreateViewInput): Promise<ViewRef> {
  const { list, name, search, hidden, shared } = input;
  const others = await lockViews(work);
  requireShare(work.actor, shared);
  requireRoom(others, { list, name, shared });
  const view = { id: work.newId(), list, name, search, hidden, ownerId: work.actor.userId, version: 1 };
  await keep(work, view, shared);
  audit(work, "CREATE", view, { name, list, search, hidden, shared });
  return { id: view.id, name, version: 1 };
}

/** Changes a view the caller saw at `version`; shared ones only with the right to share. */
export async function updateView(work: IdentityWork, input: UpdateViewInput): Promise<ViewRef> {
  const views = await lockViews(work);
  const before = requireOwn(work.actor, views, input);
  const { id, name, search, hidden, shared } = input;
  requireShare(work.actor, shared);
  requireRoom(
    views.filter((view) => view.id !== id),
    { list: before.list, name, shared },
  );
  await drop(work, before);
  const view = { id, list: before.list, name, search, hidden, ownerId: before.ownerId, version: before.version + 1 };
  await keep(work, view, shared);
  audit(work, "UPDATE", view, { name, search, hidden, shared }, before);
  return { id, name, version: view.version };
}

/** Removes a view the caller saw at `version`. */
export async function removeView(work: IdentityWork, input: RemoveViewInput): Promise<ViewRef> {
  const before = requireOwn(work.actor, await lockViews(work), input);
  await drop(work, before);
  audit(work, "DELETE", before, undefined, before);
  return { id: before.id, name: before.name, version: before.version };
}

/** Own views under the lock of the profile, shared ones under one lock for all: names stay unique while two save at once. */
async function lockViews(work: IdentityWork): Promise<Found[]> {
  await work.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('saved views'))`;
  await lockOwnProfile(work);
  return readViews(work.tx, work.actor.userId);
}

async function readViews(db: Pick<SupabaseTx, "$queryRaw">, userId: string): Promise<Found[]> {
  const rows = await db.$queryRaw<{ value: unknown; shared: boolean; ownerName: string | null }[]>`
    SELECT x.value, x.shared, ${NAME} AS "ownerName" FROM (
      SELECT v.value, FALSE AS shared FROM profile o CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(o.preferences -> 'views') = 'object' THEN o.preferences -> 'views' ELSE '{}' END) v WHERE o.user_id = ${userId}
      UNION ALL SELECT c.value, TRUE FROM system_configuration c WHERE starts_with(c.key, ${KEY})) x
    LEFT JOIN "user" u ON u.id = x.value ->> 'ownerId' LEFT JOIN profile p ON p.user_id = u.id
    ORDER BY x.shared, lower(x.value ->> 'name'), x.value ->> 'id'`;
  // What another version of the product kept and this one can't read is not shown.
  return rows.flatMap(({ value, ...rest }) => {
    const view = kept.safeParse(value).data;
    return view ? [{ ...view, ...rest }] : [];
  });
}

async function keep(work: IdentityWork, view: Kept, shared: boolean): Promise<void> {
  const value = JSON.stringify(view);
  if (shared)
    await work.tx.$executeRaw`
      INSERT INTO system_configuration (id, key, value, value_type, category, description, updated_by, updated_at)
      VALUES (${work.newId()}, ${KEY + view.id}, ${value}::jsonb, 'JSON', 'view', 'A view of a list that is shared', ${work.actor.userId}, ${work.now}::timestamptz)`;
  else
    await work.tx.$executeRaw`
      UPDATE profile SET preferences = jsonb_set(CASE WHEN jsonb_typeof(preferences -> 'views') = 'object' THEN preferences ELSE preferences || '{"views": {}}' END, ARRAY['views', ${view.id}], ${value}::jsonb)
      WHERE user_id = ${work.actor.userId}`;
}

async function drop(work: IdentityWork, view: Found): Promise<void> {
  if (view.shared) await work.tx.$executeRaw`DELETE FROM system_configuration WHERE key = ${KEY + view.id}`;
  else
    await work.tx
      .$executeRaw`UPDATE profile SET preferences = preferences #- ARRAY['views', ${view.id}] WHERE user_id = ${work.actor.userId}`;
}

function requireOwn(actor: Actor, views: readonly Found[], { id, version }: { id: string; version: number }): Found {
  const found = views.find((view) => view.id === id);
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "View" });
  requireShare(actor, found.shared);
  if (found.version !== version) throw missingOrStale("View", found);
  return found;
}

function requireShare(actor: Actor, shared: boolean): void {
  if (shared && !can(actor, "saved_view:share"))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "saved_view:share" });
}

function requireRoom(others: readonly Found[], view: { list: string; name: string; shared: boolean }): void {
  const beside = others.filter((one) => one.shared === view.shared && (!view.shared || one.list === view.list));
  if (beside.length >= MAX_VIEWS) throw refuse("RULE_BROKEN", "view.tooMany", { max: MAX_VIEWS });
  const taken = beside.find(
    (one) => one.list === view.list && one.name.trim().toLowerCase() === view.name.trim().toLowerCase(),
  );
  if (taken) throw refuse("CONFLICT", "view.nameTaken", { name: taken.name });
}

function audit(work: IdentityWork, action: string, view: Kept, after: object | undefined, before?: Found): void {
  work.audit({
    action,
    resource: "saved_views",
    resourceId: view.id,
    ...(before && {
      oldValues: { name: before.name, search: before.search, hidden: before.hidden, shared: before.shared },
    }),
    ...(after && { newValues: after }),
  });
  work.touch("config");
}

function toView({ ownerId, ...view }: Found, actor: Actor): SavedView {
  const mayChange = view.shared ? can(actor, "saved_view:share") : true;
  return { ...view, isOwn: ownerId === actor.userId, mayChange };
}
