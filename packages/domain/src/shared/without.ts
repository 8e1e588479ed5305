/** The object without some of its keys: what a row carries for paging or locking and an answer does not. */
export function without<Value extends object, Key extends keyof Value>(value: Value, ...keys: Key[]): Omit<Value, Key> {
  const rest = { ...value };
  for (const key of keys) delete rest[key];
  return rest;
}
