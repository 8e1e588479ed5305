import { getRouteApi } from "@tanstack/react-router";

const app = getRouteApi("/_app");

/** The warehouse chosen in the top bar; kept in the address and carried from page to page. */
export function useWarehouse(): string | undefined {
  return app.useSearch().warehouse;
}
