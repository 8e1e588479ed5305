import type { ImportMapping, ImportOptions, ImportProfile } from "@invista/contracts/import/import";
import type { Actor } from "../shared/actor.ts";
import type { FileForm } from "./inspect-file.ts";
import type { WarehouseLookup } from "./resolve-warehouse.ts";

/** The options with what the file itself showed. */
export type ReadOptions = ImportOptions & { readonly decimal: "." | "," };

/** How a file is read, and for whom. */
export interface ReadPlan {
  readonly path: string;
  readonly form: FileForm;
  readonly profile: ImportProfile;
  readonly mapping: ImportMapping;
  readonly options: ReadOptions;
  readonly warehouses: WarehouseLookup;
  /** Whoever imports may change prices; else the file gives a price to new products only. */
  readonly mayPrice: boolean;
  readonly actor: Actor;
}
