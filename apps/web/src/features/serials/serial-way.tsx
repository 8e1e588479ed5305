import type { SerialView } from "@invista/contracts/serial/serial";
import { Ago, Change } from "../../shared/format/values.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";

type Step = SerialView["movements"][number];

/** What a piece went through, newest first. */
export function SerialWay({ serial, movements, empty }: { serial: string; movements: readonly Step[]; empty: string }) {
  return (
    <PlainTable
      label={`Movements of ${serial}`}
      entity="movement"
      columns={COLUMNS}
      rows={movements}
      rowId={(one) => one.seq}
      empty={empty}
    />
  );
}

const COLUMNS: readonly PlainColumn<Step>[] = [
  { header: "When", cell: (one) => <Ago at={one.occurredAt} /> },
  { header: "What", cell: (one) => MOVEMENT_WORDS[one.type] },
  { header: "Where", cell: (one) => `${one.warehouseCode}, ${one.location || "Floor"}` },
  { header: "In or out", align: "end", cell: (one) => <Change value={one.quantity} /> },
  { header: "By", wideOnly: true, cell: (one) => one.createdByName ?? "–" },
];
