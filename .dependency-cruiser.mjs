// Who may import whom. Lower ranks of the business modules know nothing of higher ones, and equals nothing of each other.
const RANKS = [
  ["catalog", "customers", "suppliers"],
  ["ledger"],
  ["stock"],
  ["quality", "transfers", "counts", "lots", "serials"],
  ["replenishment", "labels", "kits"],
  ["finance"],
  ["orders", "purchasing"],
  ["shipping", "returns"],
  ["reporting", "scanning"],
  // Their work is carrying rows in and events out: they may call any module, and no module calls them.
  ["imports", "delivery"],
];
const SUPABASE_SIDE = ["identity", "access", "system"];
const NEON_SIDE = RANKS.flat().filter((name) => name !== "delivery");
const TEST = "\\.test\\.tsx?$";

const module = (names) => `^packages/domain/src/(${names.join("|")})/`;
const library = (names) => `(^|/)node_modules/(${names.join("|")})/`;

const downwards = RANKS.map((names, rank) => ({
  name: `domain-${names.join("-")}-only-downwards`,
  comment: `${names.join(", ")} may call only the modules below`,
  severity: "error",
  from: { path: module(names), pathNot: TEST },
  to: { path: module(RANKS.slice(rank).flat()), pathNot: "^packages/domain/src/$1/" },
}));

export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    // What ends in ?url is an address that the build makes; the interfaces of pdfmake are types alone.
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: ["\\?url$", "^pdfmake/interfaces"] },
    },
    {
      name: "contracts-import-zod-and-decimal-only",
      severity: "error",
      from: { path: "^packages/contracts/src/", pathNot: TEST },
      to: { pathNot: ["^packages/contracts/src/", library(["zod", "decimal\\.js"])] },
    },
    {
      name: "domain-knows-no-transport",
      severity: "error",
      from: { path: "^packages/domain/src/", pathNot: TEST },
      to: {
        path: [
          "^packages/(api|auth|auth-server|local-stack)/",
          "^apps/",
          library(["@trpc/[^/]+", "fastify", "@fastify/[^/]+"]),
        ],
      },
    },
    {
      name: "domain-modules-meet-at-index",
      severity: "error",
      from: { path: "^packages/domain/src/([^/]+)/" },
      to: {
        path: "^packages/domain/src/[^/]+/.",
        pathNot: ["^packages/domain/src/($1|shared)/", "^packages/domain/src/[^/]+/index\\.ts$"],
      },
    },
    {
      name: "domain-shared-knows-no-module",
      severity: "error",
      from: { path: "^packages/domain/src/shared/", pathNot: TEST },
      to: { path: "^packages/domain/src/(?!shared/)" },
    },
    ...downwards,
    {
      name: "supabase-side-knows-no-neon",
      severity: "error",
      from: { path: module(SUPABASE_SIDE), pathNot: TEST },
      to: { path: module(NEON_SIDE) },
    },
    {
      name: "neon-side-knows-no-supabase",
      severity: "error",
      from: { path: module(NEON_SIDE), pathNot: TEST },
      to: { path: module(SUPABASE_SIDE) },
    },
    {
      name: "db-is-below-everything",
      severity: "error",
      from: { path: "^packages/db/src/", pathNot: TEST },
      to: { path: "^(packages/(?!db/)|apps/)" },
    },
    {
      name: "packages-know-no-app",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^(apps|e2e|bench|seeds|scripts)/", pathNot: "^seeds/src/" },
    },
    {
      name: "auth-knows-no-business",
      severity: "error",
      from: { path: "^packages/auth(-server)?/src/", pathNot: TEST },
      to: { path: "^packages/(domain|api|local-stack)/" },
    },
    {
      name: "web-takes-only-types-from-api",
      severity: "error",
      from: { path: "^apps/web/src/" },
      to: { path: "^packages/api/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "web-knows-contracts-and-api-only",
      severity: "error",
      from: { path: "^apps/web/src/" },
      to: { path: "^(packages/(?!contracts/|api/)|apps/server/)" },
    },
    {
      name: "features-know-no-feature",
      severity: "error",
      from: { path: "^apps/web/src/features/([^/]+)/" },
      to: { path: "^apps/web/src/(features|routes)/", pathNot: "^apps/web/src/features/$1/" },
    },
    {
      name: "web-shared-knows-no-feature",
      severity: "error",
      from: { path: "^apps/web/src/shared/" },
      to: { path: "^apps/web/src/(features|routes)/" },
    },
    {
      name: "no-barrels-in-web",
      severity: "error",
      from: {},
      to: { path: "^apps/web/src/(?!routes/).*/index\\.tsx?$" },
    },
    {
      name: "product-knows-no-testkit",
      severity: "error",
      from: {
        path: "^(packages|apps)/[^/]+/src/",
        pathNot: [TEST, "^packages/testkit/", "/test/", "\\.(fixture|harness)\\.ts$"],
      },
      to: { path: ["^packages/testkit/", library(["vitest"])] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/generated/", "/dist/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js"],
      mainFields: ["module", "main", "types"],
    },
  },
};
