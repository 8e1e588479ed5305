import { z } from "zod";
import type { Permission } from "../permissions.ts";
import { locale } from "../profile/profile.ts";
import { currency } from "../quantity.ts";
import { text } from "../text.ts";

export interface SettingDefinition {
  readonly schema: z.ZodType<string | number | boolean | null>;
  readonly default: string | number | boolean | null;
  readonly category: SettingCategory;
  readonly label: string;
  readonly description: string;
  readonly unit?: string;
  /** Weakens or strengthens the protection of accounts: changing it takes the permission to define roles, too. */
  readonly security?: true;
  /** Written, never shown. */
  readonly secret?: true;
  /** Needed besides config:read to see it. */
  readonly seenWith?: Permission;
}

export const SETTING_CATEGORIES = ["general", "security", "stock", "orders", "notifications", "delivery"] as const;
export type SettingCategory = (typeof SETTING_CATEGORIES)[number];

const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
const timeZone = text(60, 1).refine((zone) => zones.has(zone), "is not a time zone");
const whole = (least: number, most: number) =>
  z.int().min(least, `is at least ${least}`).max(most, `is at most ${most}`);

/** Every setting there is: its schema checks the form, the request and what the database holds. */
export const SETTINGS = {
  "general.company_name": {
    schema: text(500),
    default: "",
    category: "general",
    label: "Company",
    description: "Name, address and tax number as they stand on invoices, parted by commas",
  },
  "general.currency": {
    schema: currency,
    default: "EUR",
    category: "general",
    label: "Currency",
    description: "Of the stock's value and of new products and customers",
  },
  "general.locale": {
    schema: locale,
    default: "en",
    category: "general",
    label: "Region of new people",
    description: "How days and numbers are written for whoever joins from now on, until they choose",
  },
  "general.time_zone": {
    schema: timeZone,
    default: "UTC",
    category: "general",
    label: "Time zone",
    description: "The day of the company: when stock is frozen and when the daily summary is due",
  },
  "security.signup_by_invitation": {
    schema: z.boolean(),
    default: true,
    category: "security",
    label: "Sign-up by invitation only",
    description: "Nobody makes an account without an invitation",
    security: true,
    seenWith: "user:read",
  },
  "security.session_idle_minutes": {
    schema: whole(5, 43_200),
    default: 480,
    category: "security",
    label: "Session ends when idle for",
    description: "A session that was not used for so long is over",
    unit: "minutes",
    security: true,
    seenWith: "user:read",
  },
  "security.session_absolute_minutes": {
    schema: whole(5, 129_600),
    default: 1_440,
    category: "security",
    label: "Session ends after",
    description: "However much it is used, a session is over after so long",
    unit: "minutes",
    security: true,
    seenWith: "user:read",
  },
  "security.password_min_length": {
    schema: whole(8, 64),
    default: 12,
    category: "security",
    label: "Shortest password",
    description: "For passwords that are set from now on",
    unit: "characters",
    security: true,
    seenWith: "user:read",
  },
  "security.invitation_hours": {
    schema: whole(1, 720),
    default: 24,
    category: "security",
    label: "Invitation holds for",
    description: "An invitation that was not accepted by then is dead",
    unit: "hours",
    security: true,
    seenWith: "user:read",
  },
  "stock.frozen_up_to": {
    schema: z.iso.date().nullable(),
    default: null,
    category: "stock",
    label: "Stock is frozen up to",
    description: "Movements of this day and before need the permission stock:post_frozen",
  },
  "counts.days_a": {
    schema: whole(1, 3_650),
    default: 30,
    category: "stock",
    label: "Count class A every",
    description: "A position of the products that make up most of what is shipped is due after so long",
    unit: "days",
    seenWith: "count:read",
  },
  "counts.days_b": {
    schema: whole(1, 3_650),
    default: 90,
    category: "stock",
    label: "Count class B every",
    description: "The same for the next class",
    unit: "days",
    seenWith: "count:read",
  },
  "counts.days_c": {
    schema: whole(1, 3_650),
    default: 365,
    category: "stock",
    label: "Count class C every",
    description: "The same for all the rest; a reorder rule can ask for its own interval",
    unit: "days",
    seenWith: "count:read",
  },
  "counts.tolerance_qty": {
    schema: whole(0, 1_000_000),
    default: 0,
    category: "stock",
    label: "Count tolerance, quantity",
    description: "A difference up to this or up to the percentage is not counted again; each count can have its own",
    unit: "units",
    seenWith: "count:read",
  },
  "counts.tolerance_pct": {
    schema: whole(0, 100),
    default: 0,
    category: "stock",
    label: "Count tolerance, percentage",
    description: "Of what is expected",
    unit: "%",
    seenWith: "count:read",
  },
  "counts.tolerance_value": {
    schema: whole(0, 1_000_000_000),
    default: 0,
    category: "stock",
    label: "Count tolerance, value",
    description: "A difference worth more is counted again however small it is; 0 is no limit",
    seenWith: "count:read",
  },
  "replenishment.service_level_a": {
    schema: whole(50, 99),
    default: 98,
    category: "stock",
    label: "Service level, class A",
    description:
      "How often stock should last until the next delivery arrives; the rest is what safety stock does not cover",
    unit: "%",
    seenWith: "replenishment:read",
  },
  "replenishment.service_level_b": {
    schema: whole(50, 99),
    default: 95,
    category: "stock",
    label: "Service level, class B",
    description: "The same for the next class",
    unit: "%",
    seenWith: "replenishment:read",
  },
  "replenishment.service_level_c": {
    schema: whole(50, 99),
    default: 90,
    category: "stock",
    label: "Service level, class C",
    description: "The same for all the rest",
    unit: "%",
    seenWith: "replenishment:read",
  },
  "replenishment.lead_time_days": {
    schema: whole(0, 365),
    default: 14,
    category: "stock",
    label: "Lead time",
    description: "From order to delivery, where neither the rule nor the supplier says it",
    unit: "days",
    seenWith: "replenishment:read",
  },
  "replenishment.review_days": {
    schema: whole(1, 90),
    default: 7,
    category: "stock",
    label: "Order covers, beyond the reorder point",
    description: "How many days of demand an order brings on top, where no rule says how far to fill up",
    unit: "days",
    seenWith: "replenishment:read",
  },
  "orders.hold_days": {
    schema: whole(1, 365),
    default: 14,
    category: "orders",
    label: "Order hold expires after",
    description: "An order put on hold keeps its stock for so long; then the stock is free for others",
    unit: "days",
    seenWith: "order:read",
  },
  "orders.return_days": {
    schema: whole(0, 3_650),
    default: 30,
    category: "orders",
    label: "Returns are taken for",
    description: "After the last shipment of an order; later only who may approve returns asks for one. 0: always",
    unit: "days",
    seenWith: "return:read",
  },
  "orders.tax_percent": {
    schema: text(6, 1).regex(/^\d{1,2}(\.\d{1,2})?$/, "is a percentage such as 19 or 7.7"),
    default: "0",
    category: "orders",
    label: "Tax on sales",
    description: "On every line of new orders that names no rate of its own; orders made before keep theirs",
    unit: "percent",
    seenWith: "order:read",
  },
  "notifications.digest_hour": {
    schema: whole(0, 23),
    default: 7,
    category: "notifications",
    label: "Daily summary at",
    description: "In the time zone of each person",
    unit: "o'clock",
    seenWith: "health:read",
  },
  "notifications.smtp_url": {
    schema: text(500, 1).regex(/^smtps?:\/\/[^\s]+$/, "begins with smtp:// or smtps://"),
    default: "",
    category: "notifications",
    label: "Mail server",
    description: "Where notifications by mail are handed over; without one the server's own setting is used",
    security: true,
    secret: true,
    seenWith: "health:read",
  },
  "delivery.alarm_seconds": {
    schema: whole(1, 3_600),
    default: 30,
    category: "delivery",
    label: "Delivery alarm",
    description: "Health turns red when an event has waited for so long",
    unit: "seconds",
    seenWith: "health:read",
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<Key extends SettingKey> = z.output<(typeof SETTINGS)[Key]["schema"]>;
export const SETTING_KEYS = Object.keys(SETTINGS).filter(isSettingKey);

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

/** A setting's definition, without the exact types of its own. */
export function settingOf(key: SettingKey): SettingDefinition {
  return SETTINGS[key];
}

/** Reads settings: what was chosen, else the default. */
export interface Settings {
  get<Key extends SettingKey>(key: Key): SettingValue<Key>;
}

/** The value for a setting that the database holds; what no longer fits its schema counts as not chosen. */
export function valueOr<Key extends SettingKey>(key: Key, stored: unknown): SettingValue<Key> {
  const parsed = SETTINGS[key].schema.safeParse(stored);
  return (stored !== undefined && parsed.success ? parsed.data : SETTINGS[key].default) as SettingValue<Key>;
}

/** Every setting as shipped. */
export const DEFAULT_SETTINGS: Settings = { get: (key) => valueOr(key, undefined) };
