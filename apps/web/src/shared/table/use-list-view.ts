import type { CreateViewInput, SavedView } from "@invista/contracts/view/view";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useHiddenColumns } from "./use-hidden-columns.ts";

type Search = CreateViewInput["search"];
/** Of the screen and not of the list: what is open beside it, and the warehouse of the top bar. */
const NOT_OF_A_VIEW = new Set(["peek", "warehouse"]);

/** How a list is set now, and how it is set to what a view says. */
export function useListView(list: string) {
  const navigate = useNavigate();
  const [hidden, setHidden] = useHiddenColumns(list);
  const search = useLocation({ select: (location) => filtersOf(location.search) });
  const apply = (view: Pick<SavedView, "search" | "hidden">) => {
    setHidden([...view.hidden]);
    // The page's own schema judges what the address says; a filter that it no longer knows is dropped there.
    void navigate({
      to: ".",
      search: ({ warehouse }) => ({ ...view.search, ...(warehouse ? { warehouse } : {}) }),
    });
  };
  return { search, hidden, apply };
}

function filtersOf(search: object): Search {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([name, value]) => !NOT_OF_A_VIEW.has(name) && ["string", "number", "boolean"].includes(typeof value),
    ),
  );
}

/** Whether the list is set as the view says. */
export function isSetTo(
  view: Pick<SavedView, "search" | "hidden">,
  now: { search: Search; hidden: readonly string[] },
) {
  return textOf(view.search, view.hidden) === textOf(now.search, now.hidden);
}

function textOf(search: Search, hidden: readonly string[]): string {
  const filters = Object.entries(search).toSorted(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([filters, hidden.toSorted()]);
}
