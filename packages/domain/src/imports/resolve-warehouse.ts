import type { ImportOptions } from "@invista/contracts/import/import";
import { RowError } from "./file-error.ts";

export interface WarehouseRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** Finds warehouses by code or name regardless of case; without a name the wizard's default, else the first by priority. */
export class WarehouseLookup {
  readonly #byName: Map<string, string>;
  readonly #fallback: string | null;

  constructor(warehouses: readonly WarehouseRow[], options: Pick<ImportOptions, "defaultWarehouse">) {
    this.#byName = new Map([
      ...warehouses.map((w) => [key(w.name), w.id] as const),
      ...warehouses.map((w) => [key(w.code), w.id] as const),
    ]);
    this.#fallback =
      options.defaultWarehouse === null
        ? (warehouses[0]?.id ?? null)
        : (this.#byName.get(key(options.defaultWarehouse)) ?? null);
  }

  find(name: string): string | null {
    return this.#byName.get(key(name)) ?? null;
  }

  /** The warehouse a cell names; refuses one that does not exist. */
  require(name: string | null, column: string): string {
    if (name === null || name === "") {
      if (this.#fallback === null)
        throw new RowError("WAREHOUSE_MISSING", column, null, "The row has stock but names no warehouse");
      return this.#fallback;
    }
    const found = this.find(name);
    if (found === null) throw new RowError("WAREHOUSE_UNKNOWN", column, name, `There is no warehouse ${name}`);
    return found;
  }
}

function key(name: string): string {
  return name.trim().toLowerCase();
}
