import { z } from "zod";
import { idempotencyKey, text, version } from "../text.ts";

/** A language tag that formats numbers and dates here, such as de-DE. */
export const locale = z.string().max(35).refine(isLocale, "is not a region we can format for");
/** A time zone of the IANA database, such as Europe/Lisbon. */
export const timezone = z.string().max(64).refine(isTimezone, "is not a time zone");

export const THEMES = ["light", "dark", "auto"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;

/** How a person wants to see things; null is whatever the browser says. */
export const displayChoice = z.object({
  locale: locale.nullable(),
  timezone: timezone.nullable(),
  theme: z.enum(THEMES).nullable(),
  density: z.enum(DENSITIES).nullable(),
});
export type DisplayChoice = z.infer<typeof displayChoice>;

export const getProfileInput = z.strictObject({});
export const profileView = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  phone: z.string().nullable(),
  bio: z.string().nullable(),
  avatar: z.string().nullable(),
  display: displayChoice,
  version: z.int(),
});
export type ProfileView = z.infer<typeof profileView>;

const optionalText = (max: number) => text(max).nullable();

export const updateProfileInput = z.strictObject({
  version,
  firstName: text(80, 1),
  lastName: optionalText(80),
  phone: optionalText(40),
  bio: optionalText(500),
  idempotencyKey,
});
export type UpdateProfileInput = z.infer<typeof updateProfileInput>;

export const updateDisplayInput = z.strictObject({ ...displayChoice.partial().shape, idempotencyKey });
export type UpdateDisplayInput = z.infer<typeof updateDisplayInput>;

export const AVATAR_MAX_BYTES = 1_048_576;
export const AVATAR_MAX_SIDE = 1_024;
/** The name under which a picture is stored: nobody can guess it, so the address alone opens it. */
export const avatarFile = z.string().regex(/^[0-9a-f]{32}\.(png|jpg|webp)$/, "is not a stored picture");
function isLocale(value: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(value).length === 1;
  } catch {
    return false;
  }
}

function isTimezone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
