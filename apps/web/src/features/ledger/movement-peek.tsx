import type { MovementRow } from "@invista/contracts/stock/list-stock";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatExact } from "../../shared/format/times.ts";
import { Change, Money, Quantity } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { DocumentLink } from "../../shared/ui/document-link.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { PeekPanel } from "../../shared/ui/peek-panel.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import type { LedgerSearch } from "./ledger-search.ts";
import styles from "./movement-peek.module.css";

/** One movement in full; each of its facts can become the filter of the list. */
export function MovementPeek({
  movement: row,
  onSearch,
  onOpen,
  onClose,
}: {
  movement: MovementRow;
  onSearch: (change: Partial<LedgerSearch>) => void;
  onOpen: () => void;
  onClose: () => void;
}) {
  const { nameOf } = useWarehouses();
  const showCost = useCan("cost:read");
  const only = (change: Partial<LedgerSearch>, words: ReactNode) => (
    <button type="button" className={styles.only} title="Show only these" onClick={() => onSearch(change)}>
      {words}
    </button>
  );
  const facts: [string, ReactNode][] = [
    ["Change", <Change key="change" value={row.quantity} />],
    ["Balance in the bin", <Quantity key="balance" value={row.balanceAfter} />],
    ["Product", only({ product: row.productId }, row.sku)],
    ["Warehouse", nameOf(row.warehouseId, row.warehouseCode)],
    ["Bin", row.location === "" ? "Floor" : only({ bin: row.location }, row.location)],
  ];
  if (row.lotId) facts.push(["Lot", only({ lot: row.lotId }, row.lotNumber)]);
  if (showCost) facts.push(["Value", <Money key="value" value={row.value} currency={null} />]);
  if (row.reasonCode) facts.push(["Reason", sentence(row.reasonCode)]);
  facts.push(["By", only({ person: row.createdBy }, row.createdByName ?? "Invista")]);
  if (row.occurredAt !== row.recordedAt) facts.push(["Happened", formatExact(row.occurredAt)]);
  facts.push(["Recorded", formatExact(row.recordedAt)]);
  if (row.referenceId) facts.push(["Document", <Document key="document" row={row} only={only} />]);
  if (row.operationId)
    facts.push([
      "Operation",
      <span key="operation" className={styles.both}>
        <Link to="/operations" search={{ peek: row.operationId }}>
          Open
        </Link>
        {only({ operation: row.operationId }, "All it moved")}
      </span>,
    ]);
  if (row.reversalOf) facts.push(["Takes back", `No. ${row.reversalOf}`]);
  if (row.reversedBy) facts.push(["Taken back by", `No. ${row.reversedBy}`]);
  return (
    <PeekPanel
      label={`Details of movement ${row.seq}`}
      title={MOVEMENT_WORDS[row.type]}
      subtitle={`No. ${row.seq} · ${row.name}`}
      onOpen={onOpen}
      onClose={onClose}
    >
      <div className={styles.facts}>
        <Facts facts={facts} />
      </div>
    </PeekPanel>
  );
}

function Document({
  row,
  only,
}: {
  row: MovementRow;
  only: (change: Partial<LedgerSearch>, words: ReactNode) => ReactNode;
}) {
  const id = row.referenceId ?? "";
  return (
    <span className={styles.both}>
      <DocumentLink kind={row.referenceType ?? ""} id={id} number={row.referenceNumber} />
      {only({ document: id }, "All it moved")}
    </span>
  );
}
