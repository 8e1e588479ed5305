import { Button } from "@mantine/core";
import type { PlanView } from "@invista/contracts/quality/plan";
import { IconListCheck } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PlanDialog } from "./plan-dialog.tsx";
import { SOURCE_WORDS, samplingWord } from "./plan-words.ts";
import styles from "./quality.module.css";
import type { QualityLists } from "./quality-lists.ts";

/** What is looked at, by product and category. */
export function PlanList({ switcher, actions }: QualityLists) {
  const query = trpc.inspection.plans.useQuery({});
  const mayPlan = useCan("quality:plan_manage");
  const [open, setOpen] = useState<PlanView | null>(null);
  const columns: readonly PlainColumn<PlanView>[] = [
    { header: "Plan", cell: (plan) => <span className="strong">{plan.name}</span> },
    { header: "For", cell: (plan) => plan.subject },
    { header: "When", wideOnly: true, cell: (plan) => SOURCE_WORDS[plan.trigger] },
    { header: "Sample", wideOnly: true, cell: (plan) => samplingWord(plan.sampling) },
    {
      header: "Checks",
      wideOnly: true,
      cell: (plan) => <span className="dim">{plan.checks.map((check) => check.name).join(", ")}</span>,
    },
    {
      header: "State",
      cell: (plan) => (
        <StatusChip tone={plan.isActive ? "good" : "neutral"}>{plan.isActive ? "Active" : "Off"}</StatusChip>
      ),
    },
    { header: "Used", align: "end", wideOnly: true, cell: (plan) => plural(plan.inspections, "inspection") },
    ...(mayPlan
      ? [
          {
            header: "Actions",
            align: "end" as const,
            cell: (plan: PlanView) => (
              <Button size="compact-xs" aria-label={`Edit ${plan.name}`} onClick={() => setOpen(plan)}>
                Edit
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <ListPage
      title="Quality"
      figures={query.data ? plural(query.data.rows.length, "plan") : null}
      actions={actions}
      filters={switcher}
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={320} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={
          <Notice icon={<IconListCheck size={28} stroke={1.5} />} title="No plans yet" action={actions}>
            A plan says what is looked at, how many of it, and what passes: for one product, or for all of a category.
          </Notice>
        }
      >
        {(data) => (
          <div className={styles.inset}>
            <Panel flush>
              <PlainTable
                label="Inspection plans"
                entity="plan"
                columns={columns}
                rows={data.rows}
                rowId={(plan) => plan.id}
              />
            </Panel>
          </div>
        )}
      </QueryArea>
      {open ? <PlanDialog plan={open} onClose={() => setOpen(null)} /> : null}
    </ListPage>
  );
}
