import { Button } from "@mantine/core";
import { IconArrowsExchange2 } from "@tabler/icons-react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { Ago } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { Can } from "../../shared/session/session.tsx";
import type { Column } from "../../shared/table/column.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { FilterMenu } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

type DeliveryRow = Outputs["delivery"]["list"]["rows"][number];

const columns: readonly Column<DeliveryRow>[] = [
  {
    id: "id",
    header: "Event",
    width: 90,
    align: "end",
    priority: 2,
    phone: "title",
    cell: (row) => <span className="num">{row.id}</span>,
  },
  { id: "topic", header: "For", width: 120, priority: 1, phone: "second", cell: (row) => sentence(row.topic) },
  {
    id: "entity",
    header: "About",
    width: 200,
    grow: true,
    priority: 3,
    cell: (row) => <span className="dim">{row.entity}</span>,
  },
  {
    id: "attempts",
    header: "Tries",
    width: 70,
    align: "end",
    priority: 3,
    phone: "end",
    cell: (row) => <span className="num">{row.attempts}</span>,
  },
  {
    id: "error",
    header: "Last error",
    width: 240,
    grow: true,
    priority: 2,
    phone: "second-end",
    cell: (row) => <span className="dim">{row.lastError ?? ""}</span>,
  },
  { id: "at", header: "Since", width: 110, align: "end", priority: 1, cell: (row) => <Ago at={row.createdAt} /> },
];

/** Events between the two databases that were given up or still wait; given-up ones can be delivered again. */
export function DeliveryList({
  state,
  onState,
}: {
  state: "dead" | "waiting";
  onState: (state: "dead" | "waiting") => void;
}) {
  const utils = trpc.useUtils();
  const filters = { state };
  const query = usePages(trpc.delivery.list, filters, utils.client.delivery.list.query);
  const replay = trpc.delivery.replay.useMutation();
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const replayAll = async () => {
    try {
      const done = await replay.mutateAsync({ ids: rows.slice(0, 100).map((row) => row.id), idempotencyKey: newKey() });
      showToast({ code: "delivery.replayed", text: `${done.replayed} events are delivered again` });
    } catch (error) {
      showToast({
        code: "delivery.replayRefused",
        tone: "failed",
        text: refusalOf(error)?.message ?? "They could not be delivered again.",
      });
    } finally {
      await utils.delivery.invalidate();
    }
  };
  return (
    <ListPage
      title="Deliveries"
      figures="Events on their way to audit and notifications"
      actions={
        state === "dead" && rows.length > 0 ? (
          <Can permission="config:update">
            <Button variant="filled" loading={replay.isPending} onClick={() => void replayAll()}>
              Deliver these again
            </Button>
          </Can>
        ) : null
      }
      filters={
        <FilterMenu
          label="State"
          all="Given up"
          value={state === "waiting" ? "waiting" : undefined}
          choices={[{ value: "waiting", label: "Waiting" }]}
          onChange={(value) => onState(value === "waiting" ? "waiting" : "dead")}
        />
      }
    >
      <DataTable
        list="deliveries"
        label="Deliveries"
        entity="delivery"
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => `event ${row.id}`}
        empty={
          <Notice
            icon={<IconArrowsExchange2 size={28} stroke={1.5} />}
            title={state === "dead" ? "Nothing was given up" : "Nothing waits"}
          >
            {state === "dead"
              ? "An event is given up after ten refusals; it then waits here for someone to look."
              : "Everything has been delivered."}
          </Notice>
        }
      />
    </ListPage>
  );
}
