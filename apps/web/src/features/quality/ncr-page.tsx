import { Button } from "@mantine/core";
import { NEXT_STATUS, type NcrStatus, type NcrView } from "@invista/contracts/quality/ncr";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { NCR_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { AdvanceDialog } from "./advance-dialog.tsx";
import { DisposeDialog } from "./dispose-dialog.tsx";
import { DISPOSITION_WORDS, SEVERITY_WORDS, STEP_WORDS } from "./ncr-words.ts";
import styles from "./quality.module.css";

/** One nonconformance: what was rejected, why it happened, and what was done. */
export function NcrPage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.ncr.get.useQuery({ id });
  const mayDispose = useCan("quality:dispose");
  const mayAdvance = useCan("quality:inspect");
  const [open, setOpen] = useState<"dispose" | "advance" | null>(null);
  const view = query.data;
  const next = view ? NEXT_STATUS[view.status] : null;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {view?.ncrNumber ?? (query.error ? "Nonconformance" : "…")}
          {view ? <StatusChip tone={NCR_WORDS[view.status].tone}>{NCR_WORDS[view.status].word}</StatusChip> : null}
        </span>
      }
      figures={view ? `${view.sku ?? ""} · ${view.name ?? ""}` : null}
      actions={
        view ? (
          <>
            {mayDispose && view.disposition === null ? (
              <Button onClick={() => setOpen("dispose")}>Decide on the goods</Button>
            ) : null}
            {mayAdvance && isStep(next) ? (
              <Button variant="filled" onClick={() => setOpen("advance")}>
                {STEP_WORDS[next].verb}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={320} />}>
        {(data) => (
          <>
            <Panel flush>
              <Figures
                items={[
                  {
                    label: "Rejected",
                    value: <Quantity value={data.quantity} {...(data.unitCode ? { unit: data.unitCode } : {})} />,
                  },
                  { label: "Severity", value: SEVERITY_WORDS[data.severity] },
                  { label: "Goods", value: data.disposition ? DISPOSITION_WORDS[data.disposition] : "Not decided" },
                  { label: "Open since", value: <Ago at={data.createdAt} /> },
                ]}
              />
            </Panel>
            <Panel title="What is known">
              <Facts facts={factsOf(data)} />
            </Panel>
            {open === "dispose" ? <DisposeDialog ncr={data} onClose={() => setOpen(null)} /> : null}
            {open === "advance" && isStep(next) ? (
              <AdvanceDialog ncr={data} to={next} onClose={() => setOpen(null)} />
            ) : null}
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}

function isStep(status: NcrStatus | null): status is keyof typeof STEP_WORDS {
  return status !== null && status !== "OPEN";
}

function factsOf(view: NcrView) {
  const text = (value: string | null) => <span className={styles.text}>{value ?? "–"}</span>;
  return [
    [
      "Inspection",
      view.inspectionId ? (
        <Link key="inspection" to="/quality/$inspectionId" params={{ inspectionId: view.inspectionId }}>
          {view.inspectionNumber}
        </Link>
      ) : (
        "–"
      ),
    ],
    ["Lot", view.lotNumber ?? "–"],
    ["What is wrong", text(view.description)],
    ["Root cause", text(view.rootCause)],
    ["Correction", text(view.correctiveAction)],
    ["Opened by", view.createdByName ?? "–"],
    ["Closed", view.closedAt ? <Ago key="closed" at={view.closedAt} /> : "–"],
  ] as const;
}
