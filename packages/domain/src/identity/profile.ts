import { refuse } from "@invista/contracts/errors";
import {
  DENSITIES,
  THEMES,
  type DisplayChoice,
  type ProfileView,
  type UpdateDisplayInput,
  type UpdateProfileInput,
} from "@invista/contracts/profile/profile";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import type { IdentityWork } from "../shared/identity-work.ts";
import { missingOrStale } from "../shared/stale.ts";
import { without } from "../shared/without.ts";

/** What the preferences hold of ours; other parts of the product keep theirs beside it. */
const stored = z.object({
  theme: z.enum(THEMES).nullable().catch(null).default(null),
  density: z.enum(DENSITIES).nullable().catch(null).default(null),
  /** The columns have defaults nobody chose; only a choice counts. */
  ownLocale: z.boolean().catch(false).default(false),
  ownTimezone: z.boolean().catch(false).default(false),
});

const SELECT = {
  firstName: true,
  lastName: true,
  phone: true,
  bio: true,
  avatar: true,
  locale: true,
  timezone: true,
  preferences: true,
  version: true,
} as const;

/** How a person appears and wants to see things; an account without a profile has the defaults. */
export async function getProfile(supabase: SupabasePrismaClient, userId: string): Promise<ProfileView> {
  const user = await supabase.user.findUnique({
    where: { id: userId },
    select: { email: true, profile: { select: SELECT } },
  });
  if (!user) throw refuse("NOT_FOUND", "record.notFound", { entity: "Profile" });
  const { profile } = user;
  return {
    id: userId,
    email: user.email,
    firstName: profile?.firstName ?? null,
    lastName: profile?.lastName ?? null,
    phone: profile?.phone ?? null,
    bio: profile?.bio ?? null,
    avatar: profile?.avatar ?? null,
    display: displayOf(profile),
    version: profile?.version ?? 1,
  };
}

/** Changes the names and words others read; two windows on one version: the second is told. */
export async function updateProfile(work: IdentityWork, input: UpdateProfileInput): Promise<{ version: number }> {
  const before = await ownProfile(work);
  if (before.version !== input.version) throw missingOrStale("Profile", before);
  const fields = without(without(input, "idempotencyKey"), "version");
  await work.tx.profile.update({
    where: { userId: work.actor.userId },
    data: { ...fields, version: { increment: 1 } },
  });
  work.audit({
    action: "UPDATE",
    resource: "profiles",
    resourceId: work.actor.userId,
    oldValues: { firstName: before.firstName, lastName: before.lastName, phone: before.phone, bio: before.bio },
    newValues: fields,
  });
  work.touch("access");
  return { version: before.version + 1 };
}

/** Changes how the person sees things; what is not given stays. The last writer wins, each field by itself. */
export async function updateDisplay(work: IdentityWork, input: UpdateDisplayInput): Promise<DisplayChoice> {
  const before = await ownProfile(work);
  const { locale, timezone, theme, density } = input;
  const preferences = {
    ...(theme !== undefined && { theme }),
    ...(density !== undefined && { density }),
    ...(locale !== undefined && { ownLocale: locale !== null }),
    ...(timezone !== undefined && { ownTimezone: timezone !== null }),
  };
  await work.tx.$executeRaw`
    UPDATE profile SET preferences = preferences || ${JSON.stringify(preferences)}::jsonb,
      locale = coalesce(${locale ?? null}, locale), timezone = coalesce(${timezone ?? null}, timezone), updated_at = ${work.now}::timestamptz
    WHERE user_id = ${work.actor.userId}`;
  const after = displayOf(await ownProfile(work));
  work.audit({
    action: "UPDATE",
    resource: "profiles",
    resourceId: work.actor.userId,
    oldValues: displayOf(before),
    newValues: after,
  });
  work.touch("access");
  return after;
}

/** Points the profile to a stored picture, or to none; answers the file that nothing points to any more. */
export async function setAvatar(work: IdentityWork, file: string | null): Promise<{ replaced: string | null }> {
  const before = await ownProfile(work);
  await work.tx.profile.update({ where: { userId: work.actor.userId }, data: { avatar: file } });
  work.audit({
    action: "UPDATE",
    resource: "profiles",
    resourceId: work.actor.userId,
    oldValues: { avatar: before.avatar },
    newValues: { avatar: file },
  });
  work.touch("access");
  return { replaced: before.avatar === file ? null : before.avatar };
}

/** Holds the caller's profile until the transaction ends; an account without one gets it. */
export async function lockOwnProfile(work: IdentityWork): Promise<void> {
  const { userId } = work.actor;
  await work.tx.$executeRaw`
    INSERT INTO profile (id, user_id, updated_at) VALUES (${work.newId()}, ${userId}, ${work.now}::timestamptz) ON CONFLICT (user_id) DO NOTHING`;
  await work.tx.$executeRaw`SELECT 1 FROM profile WHERE user_id = ${userId} FOR UPDATE`;
}

async function ownProfile(work: IdentityWork) {
  await lockOwnProfile(work);
  return work.tx.profile.findUniqueOrThrow({ where: { userId: work.actor.userId }, select: SELECT });
}

function displayOf(profile: { locale: string; timezone: string; preferences: unknown } | null): DisplayChoice {
  const { theme, density, ownLocale, ownTimezone } = stored.catch(stored.parse({})).parse(profile?.preferences ?? {});
  return {
    theme,
    density,
    locale: profile && ownLocale ? profile.locale : null,
    timezone: profile && ownTimezone ? profile.timezone : null,
  };
}
