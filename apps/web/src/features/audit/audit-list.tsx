import { Button } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { endOfDay, startOfDay } from "../../shared/format/times.ts";
import { sentence } from "../../shared/format/words.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { DayFilter, FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { auditColumns } from "./audit-columns.tsx";
import { AuditPeek } from "./audit-peek.tsx";
import { ACTIONS, RESOURCES, type AuditSearch } from "./audit-search.ts";
import { VerifyChain } from "./verify-chain.tsx";

const choices = (values: readonly string[]) => values.map((value) => ({ value, label: sentence(value) }));

/** Who did what, newest first; every entry is chained to the one before. */
export function AuditList({
  search,
  onSearch,
}: {
  search: AuditSearch;
  onSearch: (change: Partial<AuditSearch>) => void;
}) {
  const utils = trpc.useUtils();
  const filters = {
    q: search.q,
    action: search.action,
    resource: search.resource,
    resourceId: search.resourceId,
    userId: search.userId,
    from: startOfDay(search.from),
    to: search.to ? endOfDay(search.to) : undefined,
  };
  const query = usePages(trpc.audit.list, filters, utils.client.audit.list.query);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const peeked = rows.find((row) => row.seq === search.peek);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <ListPage
      title="Audit"
      figures={<VerifyChain />}
      actions={
        <>
          <ExportButton list="audit" filters={filters} permission="audit:export" />
          <ExportButton list="audit" filters={filters} permission="audit:export" formats={["jsonl"]} label="Evidence" />
        </>
      }
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search values, ids, actions"
          />
          <FilterMenu
            label="Did"
            all="Anything"
            value={search.action}
            choices={choices(ACTIONS)}
            onChange={(action) => onSearch({ action })}
          />
          <FilterMenu
            label="To"
            all="Anything"
            value={search.resource}
            choices={choices(RESOURCES)}
            onChange={(resource) => onSearch({ resource })}
          />
          <DayFilter label="From" value={search.from} onChange={(from) => onSearch({ from })} />
          <DayFilter label="To" value={search.to} onChange={(to) => onSearch({ to })} />
          {search.userId ? (
            <Button size="xs" onClick={() => onSearch({ userId: undefined })}>
              {rows.find((row) => row.userId === search.userId)?.userName ?? "One person"} only: clear
            </Button>
          ) : null}
          {search.resourceId ? (
            <Button size="xs" onClick={() => onSearch({ resourceId: undefined })}>
              One object only: clear
            </Button>
          ) : null}
        </>
      }
      tools={<ListTools list="audit" columns={auditColumns} />}
      peek={
        peeked ? <AuditPeek row={peeked} onSearch={onSearch} onClose={() => onSearch({ peek: undefined })} /> : null
      }
    >
      <DataTable
        list="audit"
        label="Audit entries"
        entity="audit"
        columns={auditColumns}
        query={query}
        rowId={(row) => row.seq}
        rowLabel={(row) => `entry ${row.seq}`}
        peekId={search.peek ?? null}
        onPeek={(row) => onSearch({ peek: row?.seq })}
        onOpen={(row) => onSearch({ peek: row.seq })}
        empty={
          <Notice
            icon={<IconShieldCheck size={28} stroke={1.5} />}
            title={isFiltered ? "No entry matches" : "Nothing has happened yet"}
            action={
              isFiltered ? (
                <Button
                  onClick={() =>
                    onSearch({
                      q: undefined,
                      action: undefined,
                      resource: undefined,
                      resourceId: undefined,
                      userId: undefined,
                      from: undefined,
                      to: undefined,
                    })
                  }
                >
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "No entry has this person, action and object together."
              : "Everything people do is written here and can't be edited."}
          </Notice>
        }
      />
    </ListPage>
  );
}
