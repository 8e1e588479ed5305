/**
 * Puts what I typed on top of what was saved meanwhile: fields I left alone take the saved value, mine stay.
 * `collisions` are the fields both of us changed, each to something else; only there is a choice to make.
 */
export function rebase<Values extends object>(
  base: Values,
  mine: Values,
  theirs: Values,
): { values: Values; collisions: ReadonlySet<string> } {
  const at = (values: Values, field: string): unknown => Reflect.get(values, field);
  const untouched = Object.entries(theirs).filter(([field]) => at(mine, field) === at(base, field));
  const collisions = Object.keys(mine).filter(
    (field) =>
      at(mine, field) !== at(base, field) &&
      at(theirs, field) !== at(base, field) &&
      at(mine, field) !== at(theirs, field),
  );
  return { values: { ...mine, ...Object.fromEntries(untouched) }, collisions: new Set(collisions) };
}
