import { Button } from "@mantine/core";
import type { PriceRow } from "@invista/contracts/product/prices";
import type { ProductView } from "@invista/contracts/product/read-product";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { formatMoney } from "../../shared/format/numbers.ts";
import { Moment, Quantity } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PriceDialog } from "./price-dialog.tsx";

const STATE = {
  NOW: { word: "In force", tone: "good" },
  LATER: { word: "To come", tone: "info" },
  PAST: { word: "Ended", tone: "neutral" },
} as const;

/** What a product costs, by list and quantity, now, before and later. */
export function PricePanel({ product }: { product: ProductView }) {
  const utils = trpc.useUtils();
  const query = trpc.price.list.useQuery({ productId: product.id });
  const mayChange = useCan("price:update") && product.status !== "ARCHIVED";
  const end = trpc.price.end.useMutation();
  const [open, setOpen] = useState<"new" | PriceRow | null>(null);
  const readAgain = () => Promise.all([utils.price.invalidate(), utils.product.invalidate()]);
  const columns: readonly PlainColumn<PriceRow>[] = [
    { header: "List", cell: (row) => <span className="strong">{listName(row.listCode)}</span> },
    { header: "From", align: "end", cell: (row) => <Quantity value={row.minQuantity} unit={product.unitCode} /> },
    { header: "Price", align: "end", cell: (row) => formatMoney(row.unitPrice, row.currency, true) },
    {
      header: "State",
      cell: (row) => <StatusChip tone={STATE[row.state].tone}>{STATE[row.state].word}</StatusChip>,
    },
    { header: "Since", wideOnly: true, cell: (row) => <Moment at={row.validFrom} /> },
    { header: "Until", wideOnly: true, cell: (row) => (row.validTo ? <Moment at={row.validTo} /> : "–") },
    ...(mayChange
      ? [
          {
            header: "Actions",
            align: "end" as const,
            cell: (row: PriceRow) =>
              row.state === "PAST" ? null : (
                <Button size="compact-xs" onClick={() => setOpen(row)}>
                  {row.state === "LATER" ? "Take back" : "End"}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <Panel
      title="Prices"
      flush
      aside={
        <span style={{ display: "inline-flex", gap: 8 }}>
          <Button size="xs" component={Link} to="/price-lists">
            Price lists
          </Button>
          {mayChange ? (
            <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setOpen("new")}>
              New price
            </Button>
          ) : null}
        </span>
      }
    >
      <QueryArea query={query} loading={<Skeleton height={120} />}>
        {(data) => (
          <PlainTable
            label={`Prices of ${product.sku}`}
            entity="price"
            columns={columns}
            rows={data.rows}
            rowId={(row) => row.id}
            empty="It has no price: an order needs one for each line."
          />
        )}
      </QueryArea>
      {open === "new" ? <PriceDialog product={product} onClose={() => setOpen(null)} onDone={readAgain} /> : null}
      {open !== null && open !== "new" ? (
        <ConfirmDialog
          title={open.state === "LATER" ? "Take this price back?" : "End this price now?"}
          effect={
            open.state === "LATER"
              ? "It will not begin."
              : `Orders placed from now on don't get ${formatMoney(open.unitPrice, open.currency, true)} from the list ${listName(open.listCode)}. Orders that stand keep it.`
          }
          confirm={open.state === "LATER" ? "Take back" : "End"}
          danger
          onConfirm={() => end.mutateAsync({ id: open.id, idempotencyKey: newKey() }).then(readAgain)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Panel>
  );
}

function listName(code: string): string {
  return code === "DEFAULT" ? "Standard" : code;
}
