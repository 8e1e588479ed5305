import type { CountView } from "@invista/contracts/count/read-count";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDay } from "../../shared/format/times.ts";
import { Moment } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { CountChip } from "./count-columns.tsx";
import { CountSteps } from "./count-steps.tsx";
import { scopeWords } from "./count-words.ts";
import { PlanPreview } from "./plan-preview.tsx";

/** A count that has not begun: nothing is noted down yet. */
export function CountPlan({ view }: { view: CountView }) {
  const { nameOf } = useWarehouses();
  const mayPreview = useCan("count:create");
  const { count, scope } = view;
  return (
    <PlainPage title={count.countNumber} figures={<CountChip count={count} />} actions={<CountSteps view={view} />}>
      <Panel title="The plan">
        <Facts facts={factsOf(view, nameOf(count.warehouseId, count.warehouseCode))} />
        {mayPreview && count.status === "PLANNED" ? (
          <PlanPreview warehouseId={count.warehouseId} scope={scope} />
        ) : null}
      </Panel>
    </PlainPage>
  );
}

/** What was planned, and who did what; what has not happened is left out. */
export function factsOf(view: CountView, warehouse: string): (readonly [string, ReactNode])[] {
  const { count } = view;
  const value = /[1-9]/.test(view.toleranceValue) ? `, worth at most ${view.toleranceValue}` : "";
  const facts: (readonly [string, ReactNode])[] = [
    ["Warehouse", warehouse],
    ["What", scopeWords(view.scope, view.scopeProducts)],
    ["Blind", view.blind ? "Yes" : "No"],
    ["Tolerance", `${view.toleranceQty} or ${view.tolerancePct} %${value}`],
    ["Planned for", count.plannedFor && formatDay(count.plannedFor)],
    ["Planned by", count.createdByName],
    ["Begun", count.startedAt && <Moment key="begun" at={count.startedAt} />],
    ["Counted by", view.countedByName],
    ["Approved by", view.approvedByName],
    ["Posted", count.approvedAt && <Moment key="posted" at={count.approvedAt} />],
    [
      "Operation",
      view.operationId && (
        <Link key="operation" to="/operations" search={{ peek: view.operationId }}>
          What it changed, and how to undo it
        </Link>
      ),
    ],
    ["Note", view.note],
  ];
  return facts.filter(([, fact]) => fact !== null);
}
