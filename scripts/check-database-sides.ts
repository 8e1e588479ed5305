import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesUnder, root } from "./content-stamp.ts";

const SUPABASE_SIDE = new Set(["identity", "access", "system"]);
// Carries events from one database to the other; shared code has the types of both.
const BOTH_SIDES = new Set(["delivery", "shared"]);
const IMPORT = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"(@invista\/db[^"]*|[^"]*shared\/[^"]*)"/g;

/**
 * Checks that a business module names nothing of the other database. Both clients come from one package, so a rule on
 * files can't see it: this one reads the imported names.
 */
function checkDatabaseSides(): boolean {
  const domain = join(root, "packages/domain/src");
  const wrong = filesUnder(domain)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const name = relative(domain, file).split("/")[0] ?? "";
      if (BOTH_SIDES.has(name)) return [];
      const foreign = SUPABASE_SIDE.has(name) ? /neon/i : /supabase/i;
      return importedNames(file)
        .filter((imported) => foreign.test(imported))
        .map((imported) => `${relative(root, file)} imports ${imported} of the other database`);
    });
  for (const line of wrong) console.error(line);
  if (wrong.length === 0) console.log("Every business module keeps to its own database");
  return wrong.length === 0;
}

function importedNames(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim()),
  );
}

process.exitCode = checkDatabaseSides() ? 0 : 1;
