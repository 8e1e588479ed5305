import pg from "pg";

/** What Prisma's comparison does not see, each as `kind schema.name` with a hash of its definition. */
export type Catalogue = Record<string, string>;

const OURS = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
const notOfExtension = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

const OBJECTS = `
  SELECT 'trigger' AS kind, n.nspname AS schema, c.relname || '.' || t.tgname AS name, pg_get_triggerdef(t.oid) || t.tgenabled::text AS definition
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT t.tgisinternal AND ${OURS}
  UNION ALL
  SELECT 'constraint', n.nspname, c.relname || '.' || k.conname, pg_get_constraintdef(k.oid) || k.convalidated
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype IN ('c', 'x') AND ${OURS}
  UNION ALL
  SELECT 'function', n.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', pg_get_functiondef(p.oid)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE p.prokind IN ('f', 'p') AND ${OURS} AND ${notOfExtension("pg_proc", "p.oid")}
  UNION ALL
  SELECT 'view', n.nspname, c.relname, pg_get_viewdef(c.oid) || coalesce(c.reloptions::text, '')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('v', 'm') AND ${OURS} AND ${notOfExtension("pg_class", "c.oid")}
  UNION ALL
  SELECT 'index', n.nspname, i.relname, pg_get_indexdef(x.indexrelid)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OURS}
  UNION ALL
  SELECT 'row security', n.nspname, c.relname, c.relrowsecurity::text || c.relforcerowsecurity::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations' AND ${OURS}
  UNION ALL
  SELECT 'policy', n.nspname, c.relname || '.' || o.polname, concat_ws(' ', o.polcmd, o.polpermissive, o.polroles::regrole[], pg_get_expr(o.polqual, o.polrelid), pg_get_expr(o.polwithcheck, o.polrelid))
    FROM pg_policy o JOIN pg_class c ON c.oid = o.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OURS}
  UNION ALL
  SELECT 'sequence', n.nspname, c.relname, concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqcycle)
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OURS}
  UNION ALL
  SELECT 'right', n.nspname, c.relname, string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) a
   WHERE a.grantee = to_regrole('invista_api') AND n.nspname = 'public' GROUP BY n.nspname, c.relname
  UNION ALL
  SELECT 'right', n.nspname, c.relname || '.' || t.attname, string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type)
    FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(t.attacl) a
   WHERE a.grantee = to_regrole('invista_api') AND n.nspname = 'public' GROUP BY n.nspname, c.relname, t.attname
  UNION ALL
  SELECT 'generated column', n.nspname, c.relname || '.' || a.attname, pg_get_expr(g.adbin, g.adrelid)
    FROM pg_attrdef g JOIN pg_attribute a ON a.attrelid = g.adrelid AND a.attnum = g.adnum
    JOIN pg_class c ON c.oid = g.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE a.attgenerated <> '' AND ${OURS}`;

const QUERY = `SELECT kind || ' ' || schema || '.' || name AS object, md5(definition) AS hash FROM (${OBJECTS}) AS o
  WHERE name NOT LIKE '\\_prisma\\_migrations%' ORDER BY 1`;

/** Reads the catalogue of a database, with every name written in full so that two databases can be compared. */
export async function readCatalogue(url: string): Promise<Catalogue> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SET search_path TO ''");
    const { rows } = await client.query<{ object: string; hash: string }>(QUERY);
    return Object.fromEntries(rows.map(({ object, hash }) => [object, hash]));
  } finally {
    await client.end();
  }
}

/**
 * What differs, in words. Schemas that the migrations know nothing of (those of the auth server, the job queue, the
 * hosting platform) are not ours to judge.
 */
export function compareCatalogues(actual: Catalogue, expected: Catalogue): string[] {
  const schemaOf = (object: string) => /^(?:row security|generated column|\w+) (\w+)\./.exec(object)?.[1];
  const schemas = new Set(Object.keys(expected).map(schemaOf));
  const missing = Object.keys(expected).filter((object) => !(object in actual));
  const changed = Object.keys(expected).filter((object) => object in actual && actual[object] !== expected[object]);
  const added = Object.keys(actual).filter((object) => !(object in expected) && schemas.has(schemaOf(object)));
  return [
    ...missing.map((object) => `${object} is missing`),
    ...changed.map((object) => `${object} is different`),
    ...added.map((object) => `${object} is not from a migration`),
  ];
}
