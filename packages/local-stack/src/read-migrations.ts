import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type DatabaseName = "supabase" | "neon";

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, as Prisma keeps it in _prisma_migrations. */
  checksum: string;
}

const FOLDER = join(import.meta.dirname, "../../../prisma/migrations");

/** The migrations of one database in the order in which they are applied. */
export function readMigrations(database: DatabaseName): Migration[] {
  const folder = join(FOLDER, database);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    });
}

/** One value that changes whenever a migration of the database does. */
export function migrationsHash(database: DatabaseName): string {
  const hash = createHash("sha256");
  for (const { name, checksum } of readMigrations(database)) hash.update(`${name} ${checksum}\n`);
  return hash.digest("hex").slice(0, 16);
}
