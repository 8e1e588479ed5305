import { join } from "node:path";
import { planted, type Plant } from "./plants.ts";

// Entry of the processes under test: the product's own entry, ended when the harness that started it is gone.
process.on("disconnect", () => process.exit(1));
const [program = "main", plant = "none"] = process.argv.slice(2);
if (plant in planted) planted[plant as Plant]();
await import(join(import.meta.dirname, `../../../apps/server/src/${program}.ts`));
