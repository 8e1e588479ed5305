import { Button, Checkbox } from "@mantine/core";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { AddPiecesDialog } from "../../shared/ui/add-pieces-dialog.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { MovePiecesDialog } from "./move-pieces-dialog.tsx";
import { useMoveKinds } from "./move-stock-dialog.tsx";

/** The pieces of a position by their serial numbers; they come in, move and leave under them. */
export function PiecePanel({ view }: { view: PositionView }) {
  const { productId, warehouseId, sku } = view.position;
  const query = trpc.serial.list.useQuery({ productId, warehouseId, limit: 100 });
  const mayAdjust = useCan("stock:adjust");
  const mayMove = useMoveKinds().length > 0 || mayAdjust;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<"add" | "move" | null>(null);
  const rows = query.data?.rows ?? [];
  const pieces = rows.filter((row) => chosen.has(row.id));
  const [first] = pieces;
  const oneBin = first !== undefined && pieces.every((row) => row.inventoryItemId === first.inventoryItemId);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <Panel
      title="Serial numbers"
      hint={query.data?.nextCursor ? "the first hundred" : null}
      flush
      aside={
        <>
          {mayMove && pieces.length > 0 ? (
            <Button
              size="xs"
              disabled={!oneBin}
              title={oneBin ? undefined : "Choose pieces of one bin"}
              onClick={() => setOpen("move")}
            >
              {`Move or take out ${plural(pieces.length, "piece")}`}
            </Button>
          ) : null}
          {mayAdjust ? (
            <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setOpen("add")}>
              Add pieces
            </Button>
          ) : null}
        </>
      }
    >
      <QueryArea query={query} loading={<Skeleton height={80} />}>
        {(data) => (
          <PlainTable
            label={`Serial numbers of ${sku}`}
            entity="serial"
            columns={[
              ...(mayMove
                ? [
                    {
                      header: "Choose",
                      cell: (row: (typeof rows)[number]) => (
                        <Checkbox
                          aria-label={`Choose ${row.serial}`}
                          checked={chosen.has(row.id)}
                          onChange={() => toggle(row.id)}
                        />
                      ),
                    },
                  ]
                : []),
              {
                header: "Serial number",
                cell: (row) => (
                  <Link to="/serials/$serialId" params={{ serialId: row.id }} className="num">
                    {row.serial}
                  </Link>
                ),
              },
              { header: "Bin", cell: (row) => row.location || "Floor" },
              { header: "Lot", wideOnly: true, cell: (row) => row.lotNumber ?? "–" },
            ]}
            rows={data.rows}
            rowId={(row) => row.id}
            empty="No piece lies here."
          />
        )}
      </QueryArea>
      {open === "add" ? (
        <AddPiecesDialog
          product={{ id: productId, sku }}
          place={{ warehouseId, location: view.items[0]?.location ?? "" }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === "move" && first ? (
        <MovePiecesDialog
          view={view}
          itemId={first.inventoryItemId ?? ""}
          serials={pieces.map((row) => row.serial)}
          onClose={() => {
            setChosen(new Set());
            setOpen(null);
          }}
          onCancel={() => setOpen(null)}
        />
      ) : null}
    </Panel>
  );
}
