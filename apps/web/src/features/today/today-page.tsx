import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { formatToday } from "../../shared/format/times.ts";
import { useNow } from "../../shared/format/use-now.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { ByWarehouse } from "./by-warehouse.tsx";
import { DoNext } from "./do-next.tsx";
import { GreenLines } from "./green-lines.tsx";
import { JustNow } from "./just-now.tsx";
import { StockValue } from "./stock-value.tsx";
import styles from "./today-page.module.css";
import { TodayTiles } from "./today-tiles.tsx";

const NEW_ORDER = "/orders/new";

/** What waits, what to do first, what the stock is worth, and whether the books are whole. */
export function TodayPage() {
  const warehouseId = useWarehouse();
  const query = trpc.dashboard.get.useQuery(
    { warehouseId },
    { placeholderData: keepPreviousData, refetchInterval: 60_000 },
  );
  const now = useNow(60_000);
  const router = useRouter();
  const mayOrder = useCan("order:create") && Object.hasOwn(router.routesByPath, NEW_ORDER);
  const newOrder = () => void router.navigate({ href: NEW_ORDER });
  const totals = query.data?.totals;
  useShortcuts([{ keys: "c", label: "new order", group: "This page", inFooter: true, run: newOrder }], mayOrder);
  return (
    <PlainPage
      title="Today"
      figures={`${formatToday(now)}${totals ? ` · ${formatCount(totals.orders)} open orders, ${formatCount(totals.products)} products` : ""}`}
      actions={
        mayOrder ? (
          <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={newOrder}>
            New order
          </Button>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Loading />}>
        {(view) => (
          <>
            <TodayTiles tiles={view.tiles} />
            <div className={styles.columns}>
              <div className={styles.stack}>
                <DoNext tasks={view.doNext} />
                <ByWarehouse view={view} />
              </div>
              <Panel flush>
                <div className={styles.side}>
                  <StockValue view={view} />
                  <JustNow rows={view.recent} />
                  <div className={styles.grow} />
                  <GreenLines positions={view.totals.positions} />
                </div>
              </Panel>
            </div>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}

function Loading() {
  return (
    <div style={{ display: "grid", gap: 14 }}>
      <Skeleton height={192} />
      <div className={styles.columns}>
        <Skeleton height={520} />
        <Skeleton height={520} />
      </div>
    </div>
  );
}
