import type { SheetKind } from "@invista/contracts/import/kinds";
import type { NeonTx, NeonWork } from "../shared/work.ts";
import type { RowError } from "./file-error.ts";
import type { ReadOptions } from "./read-plan.ts";
import type { WarehouseLookup } from "./resolve-warehouse.ts";
import type { SheetCells } from "./sheet-cells.ts";
import type { Actor } from "../shared/actor.ts";

/** A row of a file of prices, bins, lots, stock by lot, pieces or counted quantities, read but not compared. */
export interface SheetRow {
  readonly line: number;
  /** What may stand once in a file. */
  readonly sku: string;
  readonly cells: Readonly<Record<string, string | boolean | null>>;
}

/** How a row stands against what there is. */
export interface SheetVerdict {
  readonly line: number;
  readonly state: "CREATE" | "UPDATE" | "UNCHANGED";
  /** Ledger rows that writing it takes. */
  readonly movements: number;
  readonly quantity: string;
  /** What writing needs to know besides the row. */
  readonly facts: Readonly<Record<string, string | null>>;
}

export interface SheetContext {
  readonly options: ReadOptions;
  readonly warehouses: WarehouseLookup;
  readonly actor: Actor;
}

export interface AcceptedRow {
  readonly row: SheetRow;
  readonly verdict: SheetVerdict;
}

/** What is done with the rows of one kind. */
export interface SheetHandler {
  readonly kind: SheetKind;
  /** Reads one record; throws RowError for what can't be taken. */
  read(cells: SheetCells, context: SheetContext): Omit<SheetRow, "line">;
  /** Locks what rows of a batch would change, before they are compared; nothing where the write itself sees to it. */
  lock?(work: NeonWork, rows: readonly SheetRow[]): Promise<void>;
  /** Compares rows with the database in one statement: a verdict for each, or what speaks against it. */
  judge(
    db: Pick<NeonTx, "$queryRaw">,
    rows: readonly SheetRow[],
    context: SheetContext,
  ): Promise<ReadonlyMap<number, SheetVerdict | RowError>>;
  /** Writes the rows that are not unchanged in a constant number of statements. */
  write(work: NeonWork, jobId: string, rows: readonly AcceptedRow[]): Promise<void>;
}

/** Rows as SQL reads them: their line beside their cells. */
export const rowsJson = (rows: readonly SheetRow[]) =>
  JSON.stringify(rows.map((row) => ({ line: row.line, ...row.cells })));
