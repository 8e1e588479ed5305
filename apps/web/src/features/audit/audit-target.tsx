import type { AuditRow } from "@invista/contracts/audit/audit";
import { Link, type LinkProps } from "@tanstack/react-router";
import { z } from "zod";

interface Target {
  readonly word: string;
  readonly link: LinkProps;
}

const product = (productId: string, tab?: "packs" | "prices" | "parts" | "fields" | "files"): Target => ({
  word: "product",
  link: { to: "/products/$productId", params: { productId }, search: tab ? { tab } : {} },
});
const person = (userId: string): Target => ({ word: "person", link: { to: "/team/$userId", params: { userId } } });
const position = z.object({ productId: z.string(), warehouseId: z.string() });
const bin = z.object({ warehouseId: z.string() });

/** Where the object of an entry is shown: by its id, or by what its values name. */
const TARGETS: Readonly<Record<string, (id: string, values: unknown) => Target | null>> = {
  orders: (orderId) => ({ word: "order", link: { to: "/orders/$orderId", params: { orderId } } }),
  products: (id) => product(id),
  product_units: (id) => product(id, "packs"),
  product_barcodes: (id) => product(id, "packs"),
  price_lists: () => ({ word: "price lists", link: { to: "/price-lists" } }),
  prices: (id) => product(id, "prices"),
  kits: (id) => product(id, "parts"),
  substitutes: (id) => product(id, "parts"),
  variants: (id) => product(id, "parts"),
  product_attributes: (id) => product(id, "fields"),
  product_files: (id) => product(id, "files"),
  attributes: () => ({ word: "fields", link: { to: "/fields" } }),
  categories: () => ({ word: "categories", link: { to: "/categories" } }),
  import_jobs: (importId) => ({ word: "import", link: { to: "/imports/$importId", params: { importId } } }),
  customers: (customerId) => ({ word: "customer", link: { to: "/customers/$customerId", params: { customerId } } }),
  warehouses: (warehouseId) => ({
    word: "warehouse",
    link: { to: "/warehouses/$warehouseId", params: { warehouseId } },
  }),
  inventory_items: (_id, values) => {
    const place = position.safeParse(values);
    return place.success ? { word: "stock", link: { to: "/stock/$productId/$warehouseId", params: place.data } } : null;
  },
  reorder_rules: (id) => {
    const [productId = "", warehouseId = ""] = id.split(":");
    return { word: "stock", link: { to: "/stock/$productId/$warehouseId", params: { productId, warehouseId } } };
  },
  storage_locations: (id, values) => {
    // A bin that was emptied is named by its warehouse and code.
    const [first = "", code] = id.split("/");
    const warehouseId = code === undefined ? bin.safeParse(values).data?.warehouseId : first;
    return warehouseId
      ? { word: "warehouse", link: { to: "/warehouses/$warehouseId", params: { warehouseId } } }
      : null;
  },
  lots: (lotId) => ({ word: "lot", link: { to: "/lots/$lotId", params: { lotId } } }),
  stock_counts: (countId) => ({ word: "count", link: { to: "/counts/$countId", params: { countId } } }),
  stock_transfers: (transferId) => ({
    word: "transfer",
    link: { to: "/transfers/$transferId", params: { transferId } },
  }),
  inspection_plans: () => ({ word: "plans", link: { to: "/quality", search: { tab: "plans" } } }),
  shipments: (shipmentId) => ({
    word: "shipment",
    link: { to: "/shipments/$shipmentId", params: { shipmentId } },
  }),
  carriers: () => ({ word: "carriers", link: { to: "/shipments", search: { show: "carriers" } } }),
  pick_waves: (wave) => ({ word: "wave", link: { to: "/scan", search: { mode: "PICK", wave } } }),
  quality_inspections: (inspectionId) => ({
    word: "inspection",
    link: { to: "/quality/$inspectionId", params: { inspectionId } },
  }),
  non_conformances: (ncrId) => ({ word: "nonconformance", link: { to: "/quality/ncr/$ncrId", params: { ncrId } } }),
  operations: () => ({ word: "operations", link: { to: "/operations" } }),
  deliveries: () => ({ word: "deliveries", link: { to: "/deliveries" } }),
  users: (id) => person(id),
  user_roles: (id) => person(id),
  team_invitations: () => ({ word: "invitations", link: { to: "/invitations" } }),
  roles: (role) => ({ word: "role", link: { to: "/roles", search: { role } } }),
  settings: (q) => ({ word: "setting", link: { to: "/configuration", search: { q } } }),
  api_keys: () => ({ word: "API keys", link: { to: "/api-keys" } }),
};

/** The way to what an entry is about; nothing where there is no page of it. */
export function AuditTarget({ row }: { row: AuditRow }) {
  if (row.resourceId === null) return null;
  const values = { ...Object(row.oldValues), ...Object(row.newValues) };
  const target = TARGETS[row.resource]?.(row.resourceId, values);
  return target ? <Link {...target.link}>Open the {target.word}</Link> : null;
}
