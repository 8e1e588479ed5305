import { Button } from "@mantine/core";
import { STANDARD_LIST, type PriceListView } from "@invista/contracts/product/price-lists";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./price-list-page.module.css";
import { PriceListDialog } from "./price-list-dialog.tsx";

type Open = { kind: "edit"; list: PriceListView | null } | { kind: "state"; list: PriceListView };

/** The price lists that customers can be on. */
export function PriceListPage() {
  const query = trpc.price.lists.useQuery({});
  const mayChange = useCan("price:update");
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const create = () => setOpen({ kind: "edit", list: null });
  useShortcuts([{ keys: "c", label: "new price list", group: "This page", inFooter: true, run: create }], mayChange);
  return (
    <PlainPage
      title="Price lists"
      figures={query.data ? `${plural(query.data.rows.length, "list")}; a customer gets the prices of their own` : null}
      narrow
      actions={
        <>
          <ExportButton list="prices" filters={{}} permission="product:export" label="Export prices" />
          {mayChange ? (
            <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={create}>
              New price list
            </Button>
          ) : null}
        </>
      }
    >
      <QueryArea query={query} loading={<Skeleton height={240} />}>
        {(data) => (
          <Panel flush>
            <PlainTable
              label="Price lists"
              entity="price_list"
              columns={mayChange ? [...COLUMNS, actions(setOpen)] : COLUMNS}
              rows={data.rows}
              rowId={(list) => list.code}
            />
          </Panel>
        )}
      </QueryArea>
      {open?.kind === "edit" ? <PriceListDialog list={open.list} onClose={close} /> : null}
      {open?.kind === "state" ? <ChangeState list={open.list} onClose={close} /> : null}
    </PlainPage>
  );
}

const COLUMNS: readonly PlainColumn<PriceListView>[] = [
  {
    header: "List",
    cell: ({ code, name, prices, customers }) => (
      <div className={styles.list}>
        <span className="strong">{name}</span> {name === code ? null : <span className="dim">{code}</span>}
        <span
          className={`${styles.onPhone} dim`}
        >{`${plural(prices, "price")}, ${plural(customers, "customer")}`}</span>
      </div>
    ),
  },
  { header: "Currency", wideOnly: true, cell: (list) => list.currency ?? <span className="dim">any</span> },
  {
    header: "State",
    cell: (list) => (
      <StatusChip tone={list.isActive ? "good" : "neutral"}>{list.isActive ? "In use" : "Archived"}</StatusChip>
    ),
  },
  {
    header: "Prices",
    align: "end",
    wideOnly: true,
    cell: (list) => <span className="num">{formatCount(list.prices)}</span>,
  },
  {
    header: "Customers",
    align: "end",
    wideOnly: true,
    cell: (list) => <span className="num">{formatCount(list.customers)}</span>,
  },
];

function actions(onOpen: (open: Open) => void): PlainColumn<PriceListView> {
  return {
    header: "Actions",
    align: "end",
    cell: (list) => (
      <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap", justifyContent: "flex-end" }}>
        <Button size="compact-xs" aria-label={`Edit ${list.name}`} onClick={() => onOpen({ kind: "edit", list })}>
          Edit
        </Button>
        {list.code === STANDARD_LIST ? null : (
          <Button
            size="compact-xs"
            aria-label={`${list.isActive ? "Archive" : "Use again:"} ${list.name}`}
            onClick={() => onOpen({ kind: "state", list })}
          >
            {list.isActive ? "Archive" : "Use again"}
          </Button>
        )}
      </span>
    ),
  };
}

function ChangeState({ list, onClose }: { list: PriceListView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const update = trpc.price.updateList.useMutation();
  const { code, version, name, isActive } = list;
  return (
    <ConfirmDialog
      title={isActive ? `Archive ${name}?` : `Use ${name} again?`}
      effect={
        isActive
          ? `It takes no new prices and no customers. Its ${plural(list.prices, "price")} stay to be read.`
          : "It can be chosen for prices and customers again."
      }
      confirm={isActive ? "Archive" : "Use again"}
      danger={isActive}
      onConfirm={async () => {
        await update.mutateAsync({ code, version, isActive: !isActive, idempotencyKey: newKey() });
        await utils.price.invalidate();
        showToast({ code: "priceList.state", text: `${name} ${isActive ? "was archived" : "is in use again"}` });
      }}
      onClose={onClose}
    />
  );
}
