import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";

/** Whether both databases answer, what delivery has left to do, and whether the books agree. */
export function HealthPage() {
  const mayInvariants = useCan("dashboard:read");
  const health = trpc.system.health.useQuery({}, { refetchInterval: 5_000 });
  const invariants = trpc.dashboard.invariants.useQuery({}, { enabled: mayInvariants, refetchInterval: 30_000 });
  return (
    <PlainPage
      title="Health"
      figures={
        health.data ? (
          <>
            running since <Ago at={health.data.startedAt} />, version {health.data.version}
          </>
        ) : null
      }
    >
      <Panel title="Databases" flush>
        <QueryArea query={health} loading={<Skeleton height={72} />}>
          {(view) => (
            <PlainTable
              label="Databases"
              entity="database"
              columns={[
                { header: "Database", cell: (row) => sentence(row.name) },
                {
                  header: "State",
                  cell: (row) => (
                    <StatusChip tone={row.ok ? "good" : "danger"}>{row.ok ? "Answers" : "Does not answer"}</StatusChip>
                  ),
                },
                {
                  header: "Answer time",
                  align: "end",
                  cell: (row) => <span className="num">{row.ms === null ? "–" : `${row.ms} ms`}</span>,
                },
              ]}
              rows={view.databases}
              rowId={(row) => row.name}
            />
          )}
        </QueryArea>
      </Panel>
      <Panel title="Delivery to audit and notifications" flush>
        <QueryArea query={health} loading={<Skeleton height={64} />}>
          {({ delivery, alarmSeconds }) =>
            delivery === null ? (
              <p className="dim" style={{ padding: 16, margin: 0 }}>
                Unknown while the business database does not answer.
              </p>
            ) : (
              <Figures
                items={[
                  { label: "Waiting", value: formatCount(delivery.depth) },
                  {
                    label: "Oldest waiting",
                    value: `${delivery.lagSeconds.toFixed(1)} s`,
                    ...(delivery.lagSeconds > alarmSeconds ? { tone: "danger" as const } : {}),
                  },
                  {
                    label: "Given up",
                    value: formatCount(delivery.dead),
                    ...(delivery.dead > 0 ? { tone: "danger" as const } : {}),
                  },
                ]}
              />
            )
          }
        </QueryArea>
      </Panel>
      {mayInvariants ? (
        <Panel title="Rules that must hold at every moment" flush>
          <QueryArea query={invariants} loading={<Skeleton height={240} />}>
            {(report) => (
              <PlainTable
                label="Invariants"
                entity="invariant"
                columns={[
                  { header: "Rule", cell: (row) => sentence(row.rule) },
                  {
                    header: "State",
                    cell: (row) => (
                      <StatusChip tone={row.violations === 0 ? "good" : "danger"}>
                        {row.violations === 0 ? "Holds" : `${row.violations} violations`}
                      </StatusChip>
                    ),
                  },
                  { header: "Example", wideOnly: true, cell: (row) => <span className="dim">{row.sample ?? ""}</span> },
                ]}
                rows={report.rules}
                rowId={(row) => row.rule}
              />
            )}
          </QueryArea>
        </Panel>
      ) : null}
    </PlainPage>
  );
}
