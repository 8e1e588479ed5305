import type {
  ConfigChanged,
  ConfigHistory,
  ConfigRow,
  ResetConfigInput,
  UpdateConfigInput,
} from "@invista/contracts/config/config";
import { SETTING_KEYS, settingOf, valueOr, type SettingKey } from "@invista/contracts/config/registry";
import { refuse } from "@invista/contracts/errors";
import { SupabaseSql, type SupabasePrismaClient } from "@invista/db";
import { can, type Actor } from "../shared/actor.ts";
import type { IdentityWork } from "../shared/identity-work.ts";
import { missingOrStale } from "../shared/stale.ts";

const HISTORY = 50;

/** The settings this person may see, with what is chosen; secrets only say whether they are set. */
export async function listConfiguration(supabase: SupabasePrismaClient, actor: Actor): Promise<{ rows: ConfigRow[] }> {
  const stored = await supabase.$queryRaw<
    { key: string; value: unknown; version: number; updatedAt: Date; updatedByName: string | null }[]
  >`
    SELECT c.key, c.value, c.version, c.updated_at AS "updatedAt", coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), u.email) AS "updatedByName"
    FROM system_configuration c LEFT JOIN "user" u ON u.id = c.updated_by LEFT JOIN profile p ON p.user_id = u.id WHERE c.key = ANY (${SETTING_KEYS})`;
  const rows = SETTING_KEYS.filter((key) => maySee(actor, key)).map((key): ConfigRow => {
    const { category, secret } = settingOf(key);
    const found = stored.find((row) => row.key === key);
    return {
      key,
      category,
      value: secret ? null : valueOr(key, found?.value),
      isSet: found !== undefined,
      mayChange: mayChange(actor, key),
      updatedAt: found?.updatedAt.toISOString() ?? null,
      updatedByName: found?.updatedByName ?? null,
      version: found?.version ?? 0,
    };
  });
  return { rows };
}

/** Chooses a value for a setting the caller saw at `version` (0: never chosen); its own schema checks the value. */
export async function updateConfiguration(work: IdentityWork, input: UpdateConfigInput): Promise<ConfigChanged> {
  const key = changeable(work.actor, input.key);
  const { schema, category, description, secret = false } = settingOf(key);
  const parsed = schema.safeParse(input.value);
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? "is not valid";
    throw refuse("INVALID", "input.invalid", { fields: ["value"], issues: { value: message } });
  }
  const before = await lockSetting(work, key);
  if ((before?.version ?? 0) !== input.version) throw missingOrStale("Setting", before ?? { version: 0 });
  const value = parsed.data ?? SupabaseSql.JsonNull;
  const valueType = VALUE_TYPES[typeof parsed.data] ?? "JSON";
  const { version } = await work.tx.systemConfiguration.upsert({
    where: { key },
    create: { key, value, valueType, category, description, isSecret: secret, updatedBy: work.actor.userId },
    update: { value, valueType, updatedBy: work.actor.userId, updatedAt: work.now, version: { increment: 1 } },
    select: { version: true },
  });
  audit(work, key, before, { value: parsed.data });
  return { key, version };
}

/** Goes back to the default. */
export async function resetConfiguration(work: IdentityWork, input: ResetConfigInput): Promise<ConfigChanged> {
  const key = changeable(work.actor, input.key);
  const before = await lockSetting(work, key);
  if (before?.version !== input.version) throw missingOrStale("Setting", before);
  await work.tx.systemConfiguration.delete({ where: { key }, select: { id: true } });
  audit(work, key, before, null);
  return { key, version: 0 };
}

/** The newest changes of one setting, out of the audit trail. */
export async function listConfigurationHistory(
  supabase: SupabasePrismaClient,
  actor: Actor,
  key: string,
): Promise<ConfigHistory> {
  const known = SETTING_KEYS.find((one) => one === key);
  if (!known || !maySee(actor, known)) throw refuse("NOT_FOUND", "record.notFound", { entity: "The setting" });
  const rows = await supabase.$queryRaw<
    { seq: string; at: Date; userName: string | null; action: string; before: unknown; after: unknown }[]
  >`
    SELECT a.seq::text AS seq, a.occurred_at AS at, a.action, a.old_values -> 'value' AS before, a.new_values -> 'value' AS after,
      coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), u.email) AS "userName"
    FROM audit_log a LEFT JOIN "user" u ON u.id = a.user_id LEFT JOIN profile p ON p.user_id = u.id
    WHERE a.resource = 'settings' AND a.resource_id = ${known} ORDER BY a.seq DESC LIMIT ${HISTORY}`;
  return {
    rows: rows.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      before: asJson(row.before),
      after: asJson(row.after),
    })),
  };
}

const VALUE_TYPES: Readonly<Record<string, "STRING" | "NUMBER" | "BOOLEAN">> = {
  string: "STRING",
  number: "NUMBER",
  boolean: "BOOLEAN",
};

function asJson(value: unknown): string | number | boolean | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function maySee(actor: Actor, key: SettingKey): boolean {
  const { seenWith } = settingOf(key);
  return seenWith === undefined || can(actor, seenWith);
}

function mayChange(actor: Actor, key: SettingKey): boolean {
  return can(actor, "config:update") && (!settingOf(key).security || can(actor, "role:manage"));
}

function changeable(actor: Actor, key: string): SettingKey {
  const known = SETTING_KEYS.find((one) => one === key);
  if (!known || !maySee(actor, known)) throw refuse("NOT_FOUND", "record.notFound", { entity: "The setting" });
  if (!mayChange(actor, known)) throw refuse("FORBIDDEN", "permission.missing", { permission: "role:manage" });
  return known;
}

async function lockSetting(work: IdentityWork, key: SettingKey) {
  // Also while there is no row to lock: two first choices of one setting wait for each other.
  await work.tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`setting:${key}`}, 0))::text AS locked`;
  return work.tx.systemConfiguration.findUnique({ where: { key }, select: { version: true, value: true } });
}

function audit(
  work: IdentityWork,
  key: SettingKey,
  before: { value: unknown } | null,
  after: { value: unknown } | null,
): void {
  const shown = (values: { value: unknown } | null) =>
    values === null
      ? { value: settingOf(key).secret ? "not set" : settingOf(key).default }
      : { value: settingOf(key).secret ? "set" : values.value };
  work.audit({
    action: after === null ? "RESET" : "UPDATE",
    resource: "settings",
    resourceId: key,
    oldValues: { name: settingOf(key).label, ...shown(before) },
    newValues: { name: settingOf(key).label, ...shown(after) },
  });
  work.touch("config");
}
