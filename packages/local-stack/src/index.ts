export { holdHome, homeHolder } from "./hold-home.ts";
export { migrateDeploy } from "./migrate.ts";
export { type DatabaseName, migrationsHash } from "./read-migrations.ts";
export { resetHome } from "./reset-home.ts";
export { type RunningClusters, startClusters } from "./start-clusters.ts";
