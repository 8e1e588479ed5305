import { z } from "zod";
import { usePreference } from "../shell/preferences.ts";

/** Which columns of a list this person has switched off; kept in the browser. */
export function useHiddenColumns(list: string) {
  return usePreference(`columns.${list}`, z.array(z.string()), []);
}
