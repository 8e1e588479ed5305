import { SupabaseSql } from "@invista/db";

export const { sql, join, raw } = SupabaseSql;

/** True for every row when the value is absent, else the given condition. */
export function when<T>(value: T | null | undefined, condition: (value: T) => SupabaseSql.Sql): SupabaseSql.Sql {
  return value === null || value === undefined || value === "" ? sql`TRUE` : condition(value);
}

/** Both conditions, and so on. */
export function all(conditions: readonly SupabaseSql.Sql[]): SupabaseSql.Sql {
  return join([...conditions], " AND ");
}
