import { PrismaPg } from "@prisma/adapter-pg";
import { nameCatalogChar } from "./catalog-char.mjs";
import { splitSchema } from "./database-url.mjs";
import { createShadowDatabase } from "./shadow-database.mjs";

/** What the wasm engine opens its connections with: the database itself and, for a comparison, a shadow database. */
export function createAdapterFactory(datasource) {
  const shadows = new Set();

  // Without a URL the engine can still compare schema files, as long as nothing asks for a connection.
  async function open(url) {
    if (!url) throw new Error("No database URL: set it in the environment or start the embedded stack");
    const { connectionString, schema } = splitSchema(url);
    return sendScriptsWhole(nameCatalogChar(await new PrismaPg({ connectionString, max: 1 }, { schema }).connect()));
  }

  // adapter-pg cuts scripts at every semicolon, and so through the bodies of functions.
  function sendScriptsWhole(adapter) {
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }

  async function connectToShadowDb() {
    if (datasource.shadowDatabaseUrl) return open(datasource.shadowDatabaseUrl);
    if (!datasource.url) return open(undefined);
    const shadow = await createShadowDatabase(datasource.url);
    shadows.add(shadow);
    const dropOnce = async () => {
      if (shadows.delete(shadow)) await shadow.drop();
    };
    try {
      const adapter = await open(shadow.url);
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await dropOnce();
      };
      return adapter;
    } catch (error) {
      await dropOnce();
      throw error;
    }
  }

  return {
    factory: {
      adapterName: "@prisma/adapter-pg",
      provider: "postgres",
      connect: () => open(datasource.url),
      connectToShadowDb,
    },
    /** Drops whatever shadow database is still there, for an engine that is told to end in the middle of its work. */
    async dropShadows() {
      const left = [...shadows];
      shadows.clear();
      await Promise.allSettled(left.map((shadow) => shadow.drop()));
    },
  };
}
