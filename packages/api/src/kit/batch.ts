/** Identifies one HTTP request: its calls may load together. */
export type BatchScope = object;

interface Pending<Value> {
  readonly ids: Set<string>;
  readonly result: Promise<ReadonlyMap<string, Value>>;
}

/**
 * Makes a loader that joins the loads of one tick within an HTTP request into a single call: ten details are one statement.
 * `kind` must name everything that decides the answer besides the id, such as the caller's warehouses.
 */
export function makeLoader<Value>() {
  const waiting = new WeakMap<BatchScope, Map<string, Pending<Value>>>();
  return async (
    scope: BatchScope,
    kind: string,
    id: string,
    load: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): Promise<Value | undefined> => {
    const kinds = waiting.get(scope) ?? new Map<string, Pending<Value>>();
    waiting.set(scope, kinds);
    let pending = kinds.get(kind);
    if (!pending) {
      const ids = new Set<string>();
      const result = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        kinds.delete(kind);
        return load([...ids]);
      });
      pending = { ids, result };
      kinds.set(kind, pending);
    }
    pending.ids.add(id);
    return (await pending.result).get(id);
  };
}
