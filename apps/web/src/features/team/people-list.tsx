import { Button } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { USER_WORDS } from "../../shared/ui/state-words.ts";
import { peopleColumns } from "./people-columns.tsx";
import { peopleSearch, type PeopleSearch } from "./people-search.ts";
import { TeamActions } from "./team-actions.tsx";
import { PersonPeek } from "./person-peek.tsx";

const STATES = (["ACTIVE", "INVITED", "SUSPENDED", "DELETED"] as const).map((value) => ({
  value,
  label: USER_WORDS[value].word,
}));
const FACTORS = [
  { value: "on", label: "On" },
  { value: "off", label: "Off" },
] as const;

/** People with an account: who they are, what they may do, how well their way in is guarded. */
export function PeopleList({
  search,
  onSearch,
  onOpen,
}: {
  search: PeopleSearch;
  onSearch: (change: Partial<PeopleSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const utils = trpc.useUtils();
  const { q, status, mfa, sort = "name", direction = "asc" } = search;
  const filters = { q, status, mfa, sort, direction };
  const query = usePages(trpc.user.list, filters, utils.client.user.list.query);
  const isFiltered = [q, status, mfa].some((value) => value !== undefined);
  return (
    <ListPage
      title="Team"
      actions={
        <>
          <ExportButton list="people" filters={filters} permission="audit:export" />
          <TeamActions />
        </>
      }
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search names and addresses"
          />
          <FilterMenu
            label="State"
            all="All but removed"
            value={search.status}
            choices={STATES}
            onChange={(status) => onSearch({ status })}
          />
          <FilterMenu
            label="Two-factor"
            all="On or off"
            value={search.mfa}
            choices={FACTORS}
            onChange={(mfa) => onSearch({ mfa })}
          />
        </>
      }
      tools={<ListTools list="people" columns={peopleColumns} />}
      peek={
        search.peek ? (
          <PersonPeek
            key={search.peek}
            id={search.peek}
            onOpen={() => onOpen(search.peek ?? "")}
            onClose={() => onSearch({ peek: undefined })}
          />
        ) : null
      }
    >
      <DataTable
        list="people"
        label="People"
        entity="user"
        columns={peopleColumns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        sort={{ key: sort, direction }}
        onSort={(next) => onSearch({ sort: peopleSearch.shape.sort.parse(next.key), direction: next.direction })}
        peekId={search.peek ?? null}
        onPeek={(row) => onSearch({ peek: row?.id })}
        onOpen={(row) => onOpen(row.id)}
        empty={
          <Notice
            icon={<IconUsersGroup size={28} stroke={1.5} />}
            title={isFiltered ? "Nobody matches" : "Nobody here yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, status: undefined, mfa: undefined })}>
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "No account has this name, state and two-factor sign-in together."
              : "Invite your colleagues."}
          </Notice>
        }
      />
    </ListPage>
  );
}
