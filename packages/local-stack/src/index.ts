export { holdHome, homeHolder } from "./hold-home.ts";
export { migrateDeploy, recordMigrations, pendingMigrations, unknownMigrations } from "./migrate.ts";
export { openApiRole } from "./open-api-role.ts";
export { type DatabaseName, migrationsHash, readMigrations } from "./read-migrations.ts";
export { resetHome } from "./reset-home.ts";
export { type RunningClusters, startClusters } from "./start-clusters.ts";
