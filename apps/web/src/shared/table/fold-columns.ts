interface Foldable {
  readonly id: string;
  readonly width: number;
  readonly priority: number;
}

/** The columns that fit into a width: while they do not, the one of least priority goes, the rightmost of equals first. */
export function fittingColumns(columns: readonly Foldable[], width: number): ReadonlySet<string> {
  const kept = [...columns];
  const total = () => kept.reduce((sum, column) => sum + column.width, 0);
  while (kept.length > 1 && total() > width) {
    const least = Math.max(...kept.map((column) => column.priority));
    kept.splice(
      kept.findLastIndex((column) => column.priority === least),
      1,
    );
  }
  return new Set(kept.map((column) => column.id));
}
