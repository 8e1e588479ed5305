import { useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";
import { z } from "zod";

export type Density = "comfortable" | "compact";

/** A preference of this browser; a value from another version of Invista falls back instead of breaking. */
export function usePreference<Value>(key: string, schema: z.ZodType<Value>, fallback: Value) {
  return useLocalStorage<Value>({
    key: `invista.${key}`,
    defaultValue: fallback,
    getInitialValueInEffect: false,
    deserialize: (text) => {
      try {
        return schema.parse(JSON.parse(text ?? "null"));
      } catch {
        return fallback;
      }
    },
  });
}

/** Row height of all tables. */
export function useDensity() {
  const [density, setDensity] = usePreference<Density>("density", z.enum(["comfortable", "compact"]), "comfortable");
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return [density, setDensity] as const;
}

export function useNavFolded() {
  return usePreference("nav.folded", z.boolean(), false);
}
