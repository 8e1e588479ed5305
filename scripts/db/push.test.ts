import { emptyDatabase, testDatabases } from "@invista/testkit/test-databases";
import { expect, test } from "vitest";
import { pushDatabase } from "./push-database.ts";
import { compareCatalogues, readCatalogue } from "./read-catalogue.ts";

test.each(["supabase", "neon"] as const)(
  "a pushed %s database guards as a migrated one, and a second push changes nothing",
  async (database) => {
    const [pushed, migrated] = await Promise.all([emptyDatabase(), testDatabases()]);
    try {
      const urls = { supabase: pushed.url, neon: pushed.url };
      expect(await pushDatabase(database, urls, [], true)).toBe(0);
      const actual = await readCatalogue(pushed.url);
      const expected = await readCatalogue(database === "neon" ? migrated.neonUrl : migrated.supabaseUrl);
      expect(Object.keys(expected).length).toBeGreaterThan(50);
      expect(compareCatalogues(actual, expected)).toEqual([]);
      expect(await pushDatabase(database, urls, [], true)).toBe(0);
    } finally {
      await Promise.all([pushed.drop(), migrated.drop()]);
    }
  },
  60_000,
);
