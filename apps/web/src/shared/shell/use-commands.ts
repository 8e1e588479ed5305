import {
  IconBarcode,
  IconBox,
  IconClipboardCheck,
  IconFileInvoice,
  IconKeyboard,
  IconList,
  IconLogout,
  IconNumbers,
  IconPlus,
  IconShoppingCart,
  IconSun,
  IconTruck,
  IconTruckDelivery,
  IconTruckReturn,
  IconUser,
  type Icon,
} from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import type { Outputs } from "../api/trpc.ts";
import { useMe } from "../session/session.tsx";
import { useSignOut } from "../session/use-sign-out.ts";
import { useShell } from "./shell-context.ts";
import { useDisplay } from "./use-display.ts";
import { useNav } from "./use-nav.ts";

type Hit = Outputs["system"]["search"]["hits"][number];

export interface Command {
  readonly id: string;
  readonly icon: Icon;
  readonly title: string;
  readonly detail: string;
  readonly kind: string;
  readonly run: () => void;
}

const HITS: Record<Hit["kind"], { readonly icon: Icon; readonly page: string }> = {
  product: { icon: IconBox, page: "/products" },
  order: { icon: IconShoppingCart, page: "/orders" },
  customer: { icon: IconUser, page: "/customers" },
  shipment: { icon: IconTruckDelivery, page: "/shipments" },
  transfer: { icon: IconTruck, page: "/transfers" },
  count: { icon: IconClipboardCheck, page: "/counts" },
  return: { icon: IconTruckReturn, page: "/returns" },
  invoice: { icon: IconFileInvoice, page: "/invoices" },
  lot: { icon: IconBarcode, page: "/lots" },
  serial: { icon: IconNumbers, page: "/serials" },
};

/** What the palette offers for a text: records found, then pages, then actions. */
export function useCommands(text: string, hits: readonly Hit[]): readonly Command[] {
  const router = useRouter();
  const { openSheet } = useShell();
  const { setTheme } = useDisplay();
  const signOut = useSignOut();
  const held = new Set(useMe().permissions);
  const pages = useNav()
    .flatMap((group) => group.items)
    .map((item) => ({
      id: item.to,
      icon: item.icon,
      title: item.label,
      detail: `g ${item.letter}`,
      kind: "Page",
      run: () => void router.navigate({ to: item.to }),
    }));
  const create = [
    { to: "/orders/new", title: "New order", permission: "order:create" },
    { to: "/products/new", title: "New product", permission: "product:create" },
    { to: "/customers/new", title: "New customer", permission: "customer:create" },
    { to: "/products/build", title: "Build kits", permission: "stock:adjust" },
    { to: "/imports/new", title: "Import products or stock", permission: "product:import" },
  ]
    .filter((one) => held.has(one.permission) && Object.hasOwn(router.routesByPath, one.to))
    .map((one) => ({
      id: one.to,
      icon: IconPlus,
      title: one.title,
      detail: "",
      kind: "Action",
      run: () => void router.navigate({ to: one.to }),
    }));
  const further = [{ to: "/price-lists", title: "Price lists", permission: "price:read" }]
    .filter((one) => held.has(one.permission) && Object.hasOwn(router.routesByPath, one.to))
    .map((one) => ({
      id: one.to,
      icon: IconList,
      title: one.title,
      detail: "",
      kind: "Page",
      run: () => void router.navigate({ to: one.to }),
    }));
  const own = [
    {
      id: "light",
      icon: IconSun,
      title: "Light theme",
      detail: "",
      kind: "Action",
      run: () => setTheme("light"),
    },
    { id: "dark", icon: IconSun, title: "Dark theme", detail: "", kind: "Action", run: () => setTheme("dark") },
    { id: "keys", icon: IconKeyboard, title: "Keyboard shortcuts", detail: "?", kind: "Action", run: openSheet },
    { id: "out", icon: IconLogout, title: "Sign out", detail: "", kind: "Action", run: () => void signOut() },
  ];
  const wanted = text.trim().toLowerCase();
  const fits = (command: Command) => wanted === "" || command.title.toLowerCase().includes(wanted);
  const records = hits.map((hit) => ({
    id: `${hit.kind}-${hit.id}`,
    icon: HITS[hit.kind].icon,
    title: hit.title,
    detail: hit.detail,
    kind: hit.kind.charAt(0).toUpperCase() + hit.kind.slice(1),
    run: () => void router.navigate({ href: `${HITS[hit.kind].page}/${hit.id}` }),
  }));
  return [...records, ...[...pages, ...further, ...create, ...own].filter(fits)];
}
