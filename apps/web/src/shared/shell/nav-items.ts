import type { Permission } from "@invista/contracts/permissions";
import {
  IconArrowBackUp,
  IconArrowsExchange2,
  IconBarcode,
  IconBuildingWarehouse,
  IconClipboardCheck,
  IconFileImport,
  IconFileInvoice,
  IconHeartRateMonitor,
  IconHierarchy2,
  IconHistory,
  IconHome,
  IconNumbers,
  IconPackage,
  IconPackages,
  IconRosetteDiscountCheck,
  IconScan,
  IconShieldCheck,
  IconShoppingCart,
  IconShoppingCartPlus,
  IconTruck,
  IconTruckDelivery,
  IconTruckReturn,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import { SETTINGS } from "./nav-settings.ts";

export interface NavItem {
  readonly to: string;
  readonly label: string;
  readonly icon: Icon;
  readonly permission: Permission;
  /** The letter after `g`. */
  readonly letter: string;
}

export interface NavGroup {
  readonly label: string | null;
  readonly items: readonly NavItem[];
}

/** The navigation by kind of work. A page that is not part of the build, or not allowed, is not shown. */
export const NAV: readonly NavGroup[] = [
  { label: null, items: [{ to: "/", label: "Today", icon: IconHome, permission: "dashboard:read", letter: "t" }] },
  {
    label: "Stock",
    items: [
      { to: "/scan", label: "Scan", icon: IconScan, permission: "stock:read", letter: "j" },
      { to: "/stock", label: "Stock", icon: IconPackages, permission: "stock:read", letter: "s" },
      { to: "/products", label: "Products", icon: IconPackage, permission: "product:read", letter: "p" },
      { to: "/categories", label: "Categories", icon: IconHierarchy2, permission: "category:read", letter: "y" },
      { to: "/ledger", label: "Ledger", icon: IconHistory, permission: "stock:read", letter: "l" },
      { to: "/transfers", label: "Transfers", icon: IconTruck, permission: "transfer:read", letter: "f" },
      { to: "/lots", label: "Lots", icon: IconBarcode, permission: "lot:read", letter: "b" },
      { to: "/serials", label: "Serials", icon: IconNumbers, permission: "serial:read", letter: "z" },
      { to: "/quality", label: "Quality", icon: IconRosetteDiscountCheck, permission: "quality:read", letter: "q" },
      { to: "/counts", label: "Counts", icon: IconClipboardCheck, permission: "count:read", letter: "n" },
      {
        to: "/replenishment",
        label: "Replenishment",
        icon: IconShoppingCartPlus,
        permission: "replenishment:read",
        letter: "v",
      },
      { to: "/operations", label: "Operations", icon: IconArrowBackUp, permission: "operation:read", letter: "u" },
      {
        to: "/warehouses",
        label: "Warehouses",
        icon: IconBuildingWarehouse,
        permission: "warehouse:read",
        letter: "w",
      },
    ],
  },
  {
    label: "Sell",
    items: [
      { to: "/orders", label: "Orders", icon: IconShoppingCart, permission: "order:read", letter: "o" },
      { to: "/shipments", label: "Fulfilment", icon: IconTruckDelivery, permission: "shipment:read", letter: "g" },
      { to: "/returns", label: "Returns", icon: IconTruckReturn, permission: "return:read", letter: "2" },
      { to: "/invoices", label: "Invoices", icon: IconFileInvoice, permission: "invoice:read", letter: "1" },
      { to: "/customers", label: "Customers", icon: IconUsers, permission: "customer:read", letter: "c" },
    ],
  },
  {
    label: "Control",
    items: [
      { to: "/imports", label: "Imports", icon: IconFileImport, permission: "product:import", letter: "i" },
      { to: "/audit", label: "Audit", icon: IconShieldCheck, permission: "audit:read", letter: "a" },
      { to: "/health", label: "Health", icon: IconHeartRateMonitor, permission: "health:read", letter: "h" },
      { to: "/deliveries", label: "Deliveries", icon: IconArrowsExchange2, permission: "health:read", letter: "d" },
    ],
  },
  SETTINGS,
];
