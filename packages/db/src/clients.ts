import { adapterOptions, type ClientOptions } from "./adapter-options.ts";
import { databaseUrls } from "./environment.ts";
import { PrismaClient as NeonGenerated } from "./generated/neon/client.ts";
import { PrismaClient as SupabaseGenerated } from "./generated/supabase/client.ts";

/** Client of the business database. */
export class NeonPrismaClient extends NeonGenerated {
  constructor(options: ClientOptions = {}) {
    super(adapterOptions(options, () => urls().neon));
  }
}

/** Client of the identity and system database. */
export class SupabasePrismaClient extends SupabaseGenerated {
  constructor(options: ClientOptions = {}) {
    super(adapterOptions(options, () => urls().supabase));
  }
}

function urls() {
  const found = databaseUrls();
  if (!found)
    throw new Error("SUPABASE_DATABASE_URL and NEON_DATABASE_URL are not set and no embedded stack is running");
  return found;
}

const log: ClientOptions["log"] = process.env.NODE_ENV === "development" ? ["query"] : [];
let neon: NeonPrismaClient | undefined;
let supabase: SupabasePrismaClient | undefined;

/** The process's client of the business database, made at first use. */
export const neonClient: NeonPrismaClient = lazy(() => (neon ??= new NeonPrismaClient({ log })));

/** The process's client of the identity database, made at first use. */
export const supabaseClient: SupabasePrismaClient = lazy(() => (supabase ??= new SupabasePrismaClient({ log })));

/** The process's client of the named database. */
export function getConnection(database: "neon"): NeonPrismaClient;
export function getConnection(database: "supabase"): SupabasePrismaClient;
export function getConnection(database: "neon" | "supabase"): NeonPrismaClient | SupabasePrismaClient;
export function getConnection(database: "neon" | "supabase") {
  return database === "neon" ? neonClient : supabaseClient;
}

/** Closes both clients; the next use opens them again. */
export async function disconnectAll(): Promise<void> {
  const open = [neon, supabase];
  neon = undefined;
  supabase = undefined;
  await Promise.all(open.map(async (client) => client?.$disconnect()));
}

/** The environment may get its URLs after this module is loaded (the embedded stack), so the client is made when first touched. */
function lazy<T extends object>(make: () => T): T {
  const target: T = Object.create(null);
  return new Proxy(target, {
    get: (_, property) => {
      const client = make();
      return Reflect.get(client, property, client);
    },
    has: (_, property) => Reflect.has(make(), property),
  });
}
