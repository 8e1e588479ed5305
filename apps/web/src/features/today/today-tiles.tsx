import type { DashboardView } from "@invista/contracts/dashboard/dashboard";
import type { Permission } from "@invista/contracts/permissions";
import {
  IconAlertTriangle,
  IconBan,
  IconCalendarExclamation,
  IconClipboardCheck,
  IconClockExclamation,
  IconPackageImport,
  IconShieldExclamation,
  IconShoppingCart,
  type Icon,
} from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { formatAmounts, formatCount } from "../../shared/format/numbers.ts";
import { useMe } from "../../shared/session/session.tsx";
import styles from "./today-tiles.module.css";

interface Tile {
  readonly key: keyof DashboardView["tiles"];
  readonly label: string;
  readonly icon: Icon;
  /** The list behind the number; none where there is no such page yet. */
  readonly href?: string;
  readonly permission?: Permission;
  readonly tone?: "danger" | "warning";
  readonly none: string;
}

const TILES: readonly Tile[] = [
  {
    key: "pendingOrders",
    label: "Pending orders",
    icon: IconShoppingCart,
    href: "/orders?status=PENDING",
    permission: "order:read",
    none: "none to confirm",
  },
  {
    key: "lateToShip",
    label: "Late to ship",
    icon: IconClockExclamation,
    href: "/orders?view=LATE",
    permission: "order:read",
    tone: "danger",
    none: "everything is on time",
  },
  { key: "toReceive", label: "To receive today", icon: IconPackageImport, none: "nothing is expected" },
  {
    key: "belowReorder",
    label: "Below reorder",
    icon: IconAlertTriangle,
    href: "/stock?view=BELOW_REORDER",
    permission: "stock:read",
    tone: "warning",
    none: "every minimum is kept",
  },
  {
    key: "stockOuts",
    label: "Stock-outs with demand",
    icon: IconBan,
    href: "/stock?state=OUT",
    permission: "stock:read",
    tone: "danger",
    none: "nothing ordered is missing",
  },
  {
    key: "expiring",
    label: "Expiring in 30 days",
    icon: IconCalendarExclamation,
    href: "/lots?view=EXPIRING",
    permission: "lot:read",
    tone: "warning",
    none: "no lot expires soon",
  },
  {
    key: "countsDue",
    label: "Counts due",
    icon: IconClipboardCheck,
    href: "/counts?tab=COUNT",
    permission: "count:read",
    none: "none planned",
  },
  {
    key: "inspections",
    label: "Inspections waiting",
    icon: IconShieldExclamation,
    href: "/quality",
    permission: "quality:read",
    none: "none waiting",
  },
];

/** Eight counts; each leads to the list it counts. */
export function TodayTiles({ tiles }: { tiles: DashboardView["tiles"] }) {
  const router = useRouter();
  const held = new Set(useMe().permissions);
  const exists = (href: string) => Object.hasOwn(router.routesByPath, href.split("?")[0] ?? "");
  return (
    <ul className={styles.tiles} aria-label="What waits">
      {TILES.map((tile) => {
        const { count, detail } = tiles[tile.key];
        const body = (
          <>
            <span className={styles.label}>
              <tile.icon size={15} stroke={1.6} aria-hidden="true" /> {tile.label}
            </span>
            <span
              className={`${styles.count} num`}
              data-tone={count > 0 ? tile.tone : undefined}
              data-none={count === 0 || undefined}
            >
              {formatCount(count)}
            </span>
            <span className={styles.detail}>{detail === null ? tile.none : formatAmounts(detail)}</span>
          </>
        );
        const { href } = tile;
        const open = href && tile.permission && held.has(tile.permission) && exists(href) ? href : null;
        return (
          <li key={tile.key} data-tile={tile.key}>
            {open ? (
              <a
                className={styles.tile}
                href={open}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  void router.navigate({ href: open });
                }}
              >
                {body}
              </a>
            ) : (
              <div className={styles.tile}>{body}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
