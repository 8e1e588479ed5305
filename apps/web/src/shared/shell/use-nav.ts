import { useRouter } from "@tanstack/react-router";
import { useMe } from "../session/session.tsx";
import { NAV, type NavGroup, type NavItem } from "./nav-items.ts";

/** The navigation as far as its pages exist and this person may open them. */
export function useNav(): readonly NavGroup[] {
  const router = useRouter();
  const held = new Set(useMe().permissions);
  const exists = (item: NavItem) => Object.hasOwn(router.routesByPath, item.to);
  return NAV.map((group) => ({
    ...group,
    items: group.items.filter((item) => held.has(item.permission) && exists(item)),
  })).filter((group) => group.items.length > 0);
}
