export {
  disconnectAll,
  getConnection,
  neonClient,
  NeonPrismaClient,
  supabaseClient,
  SupabasePrismaClient,
} from "./clients.ts";
export { databaseUrls, poolSettings, type DatabaseUrls } from "./environment.ts";
export { GuardedClient } from "./guarded-client.ts";
export { healthCheck, type Health } from "./health-check.ts";
export {
  deliveryDead,
  deliveryDepth,
  deliveryLag,
  metrics,
  observeQuery,
  setQueryLog,
  trackQuery,
} from "./track-query.ts";
export { Prisma as NeonSql } from "./generated/neon/client.ts";
export { Prisma as SupabaseSql } from "./generated/supabase/client.ts";
