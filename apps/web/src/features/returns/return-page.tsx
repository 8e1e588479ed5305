import type { ReturnLine, ReturnView } from "@invista/contracts/returns/returns";
import { minus } from "@invista/contracts/quantity";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Moment, Quantity } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Facts } from "../../shared/ui/facts.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { DISPOSITION_WORDS, RETURN_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { ReturnSteps } from "./return-steps.tsx";

/** One return: what was asked for, what came, what became of it. */
export function ReturnPage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.returns.get.useQuery({ id });
  const row = query.data?.row;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {row?.rmaNumber ?? (query.error ? "Return" : "…")}
          {row ? <StatusChip tone={RETURN_WORDS[row.status].tone}>{RETURN_WORDS[row.status].word}</StatusChip> : null}
        </span>
      }
      figures={row?.customerName ?? null}
      actions={query.data ? <ReturnSteps view={query.data} /> : null}
    >
      <QueryArea query={query} loading={<Skeleton height={320} />}>
        {(view) => (
          <>
            <Panel title="Lines" flush>
              <PlainTable
                label="Lines of the return"
                entity="return_line"
                rows={view.lines}
                rowId={(line) => line.id}
                empty="It has no lines."
                columns={columnsOf(view)}
              />
            </Panel>
            <Panel title="About it">
              <Facts facts={factsOf(view)} />
            </Panel>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}

function columnsOf({ lines, row }: ReturnView): PlainColumn<ReturnLine>[] {
  const hasCome = row.receivedAt !== null;
  return [
    { header: "SKU", cell: (line) => <span className="strong">{line.sku}</span> },
    { header: "Product", wideOnly: true, cell: (line) => <span className="dim">{line.name}</span> },
    ...(lines.some((line) => line.lotNumber !== null)
      ? [{ header: "Lot", cell: (line: ReturnLine) => line.lotNumber ?? "–" }]
      : []),
    {
      header: "Asked",
      align: "end",
      cell: (line) => <Quantity value={line.quantity} unit={line.unitCode} />,
    },
    ...(hasCome
      ? ([
          { header: "Came", align: "end", cell: (line: ReturnLine) => <Quantity value={line.received} /> },
          {
            header: "Pieces",
            wideOnly: true,
            cell: (line: ReturnLine) => <span className="dim">{line.serials.join(", ") || "–"}</span>,
          },
          { header: "What became of it", wraps: true, cell: (line: ReturnLine) => fateOf(line, row.status) },
        ] as const)
      : []),
  ];
}

function fateOf(line: ReturnLine, status: ReturnView["row"]["status"]) {
  if (line.received === "0") return <span className="faint">Did not come</span>;
  if (status === "RECEIVED") return <span className="dim">In quarantine, not decided on</span>;
  const rest = minus(minus(line.received, line.restocked), line.scrapped);
  const parts = [
    line.restocked === "0" ? null : `${line.restocked} restocked`,
    line.scrapped === "0" ? null : `${line.scrapped} scrapped`,
    rest === "0" || line.disposition === null ? null : `${rest} ${DISPOSITION_WORDS[line.disposition].toLowerCase()}`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function factsOf({ row, note, creditNotes, replacements }: ReturnView) {
  return [
    [
      "Order",
      <Link key="order" to="/orders/$orderId" params={{ orderId: row.orderId }}>
        {row.orderNumber}
      </Link>,
    ],
    ["Reason", row.reason === null ? "–" : sentence(row.reason)],
    ["Comes to", row.warehouseCode],
    ["Asked for", <Moment key="asked" at={row.createdAt} />],
    ["By", row.createdByName ?? "–"],
    ["Came", row.receivedAt === null ? "–" : <Moment key="came" at={row.receivedAt} />],
    ...(creditNotes.length > 0
      ? [
          [
            "Credited by",
            <span key="notes">
              {creditNotes.map((one) => (
                <Link key={one.id} to="/invoices/$invoiceId" params={{ invoiceId: one.id }} style={{ marginRight: 8 }}>
                  {one.invoiceNumber}
                </Link>
              ))}
            </span>,
          ] as const,
        ]
      : []),
    ...(replacements.length > 0
      ? [
          [
            "Replaced by",
            <span key="orders">
              {replacements.map((one) => (
                <Link key={one.id} to="/orders/$orderId" params={{ orderId: one.id }} style={{ marginRight: 8 }}>
                  {one.orderNumber}
                </Link>
              ))}
            </span>,
          ] as const,
        ]
      : []),
    [
      "Note",
      note === null ? (
        "–"
      ) : (
        <span key="note" style={{ whiteSpace: "pre-line" }}>
          {note}
        </span>
      ),
    ],
  ] as const;
}
