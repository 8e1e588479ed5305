import type { ImportCounts } from "@invista/contracts/import/import";
import { lineAmount, sum } from "@invista/contracts/quantity";
import type { RowFailure } from "./import-row.ts";
import { NO_COUNTS } from "./job.ts";
import type { SettledRow } from "./settle-rows.ts";
import type { SheetVerdict } from "./sheet-row.ts";

const FOLD_AT = 1_000;
const MAX_WARNINGS = 20;

/** Counts what rows are or were written as: the dry run and the commit count alike. */
export class Tally {
  readonly #counts: ImportCounts = { ...NO_COUNTS, byCode: {}, warnings: [] };
  readonly #lower = new Map<string, string>();
  #quantities: string[] = [];
  #values: string[] = [];

  get rowsTotal(): number {
    return this.#counts.rowsTotal;
  }

  read(records = 1): void {
    this.#counts.rowsTotal += records;
  }

  accept({ row, against, later }: SettledRow, currency: string): void {
    this.#counts.accepted += 1;
    const moves = against.stocks.filter((stock) => stock.delta !== "0").length;
    this.#counts.movements += moves;
    if (against.productId === null && !later) this.#counts.create += 1;
    else if ((against.changed && !later) || moves > 0) this.#counts.update += 1;
    else this.#counts.unchanged += 1;
    for (const stock of row.stocks) {
      this.#quantities.push(stock.quantity);
      if (row.cost) this.#values.push(lineAmount(row.cost, stock.quantity, currency));
    }
    if (this.#quantities.length > FOLD_AT) this.#fold();
    this.#watchCase(row.sku);
    if (against.barcodeTaken && !later)
      this.#warn(`Line ${row.line}: the barcode ${row.barcode} belongs to another product and is left out`);
  }

  /** A row of a kind of its own. */
  acceptSheet({ state, movements, quantity }: SheetVerdict): void {
    this.#counts.accepted += 1;
    this.#counts.movements += movements;
    if (state === "CREATE") this.#counts.create += 1;
    else if (state === "UPDATE") this.#counts.update += 1;
    else this.#counts.unchanged += 1;
    this.#quantities.push(quantity);
    if (this.#quantities.length > FOLD_AT) this.#fold();
  }

  warnOnce(text: string): void {
    if (!this.#counts.warnings.includes(text)) this.#warn(text);
  }

  reject(failure: RowFailure): void {
    this.#counts.rejected += 1;
    this.#counts.byCode[failure.code] = (this.#counts.byCode[failure.code] ?? 0) + 1;
  }

  finish(): ImportCounts {
    this.#fold();
    return this.#counts;
  }

  #fold(): void {
    this.#counts.quantity = sum([this.#counts.quantity, ...this.#quantities]);
    this.#counts.value = sum([this.#counts.value, ...this.#values]);
    this.#quantities = [];
    this.#values = [];
  }

  #watchCase(sku: string): void {
    const lower = sku.toLowerCase();
    const other = this.#lower.get(lower);
    if (other !== undefined && other !== sku)
      this.#warn(`${other} and ${sku} differ only in case; they are two products`);
    this.#lower.set(lower, sku);
  }

  #warn(text: string): void {
    if (this.#counts.warnings.length < MAX_WARNINGS) this.#counts.warnings.push(text);
  }
}

/** The counts of two parts of a file together; the warnings of the first. */
export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  const byCode = { ...a.byCode };
  for (const [code, count] of Object.entries(b.byCode)) byCode[code] = (byCode[code] ?? 0) + count;
  return {
    rowsTotal: a.rowsTotal + b.rowsTotal,
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    create: a.create + b.create,
    update: a.update + b.update,
    unchanged: a.unchanged + b.unchanged,
    movements: a.movements + b.movements,
    quantity: sum([a.quantity, b.quantity]),
    value: sum([a.value, b.value]),
    byCode,
    warnings: a.warnings,
  };
}
