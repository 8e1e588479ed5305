import type { ReactNode } from "react";
import type { QualitySearch } from "./quality-search.ts";

/** What the lists of the quality page have in common. */
export interface QualityLists {
  readonly search: QualitySearch;
  readonly onSearch: (change: Partial<QualitySearch>) => void;
  readonly switcher: ReactNode;
  readonly actions: ReactNode;
}
