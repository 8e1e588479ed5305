import { Button, SegmentedControl } from "@mantine/core";
import type { SuggestionRow, SuggestionView } from "@invista/contracts/replenishment/replenishment";
import { IconRefresh, IconShoppingCartPlus } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { formatMoney } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import type { ReplenishmentSearch } from "./replenishment-search.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { suggestionColumns } from "./suggestion-columns.tsx";
import { SuggestionPeek } from "./suggestion-peek.tsx";
import { whatIfWords } from "./suggestion-words.ts";
import { useAdoptFormula } from "./use-adopt-formula.ts";
import { WhatIfControl } from "./what-if.tsx";

const idOf = (row: Pick<SuggestionRow, "productId" | "warehouseId">) => `${row.productId}:${row.warehouseId}`;

/** What to order, the first to run out first, with the reason beside it. */
export function SuggestionList({
  search,
  onSearch,
  onOpen,
}: {
  search: ReplenishmentSearch;
  onSearch: (change: Partial<ReplenishmentSearch>) => void;
  onOpen: (productId: string, warehouseId: string) => void;
}) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const { nameOf } = useWarehouses();
  const mayManage = useCan("replenishment:manage");
  const [ruled, setRuled] = useState<SuggestionView | null>(null);
  const adopt = useAdoptFormula();
  const run = trpc.replenishment.run.useMutation();
  const supposed = { lead: search.lead ?? 0, demand: search.demand ?? 0 };
  const common = { q: search.q, warehouseId, leadTimeDelta: supposed.lead, demandPercent: supposed.demand };
  const filters = { ...common, view: search.view ?? ("DUE" as const) };
  const query = usePages(trpc.replenishment.list, filters, utils.client.replenishment.list.query);
  const summary = trpc.replenishment.summary.useQuery(common, { placeholderData: keepPreviousData });
  const columns = suggestionColumns(nameOf);
  const [productId, peekWarehouse] = search.peek?.split(":") ?? [];
  const refresh = async () => {
    const { positions } = await run.mutateAsync({ idempotencyKey: newKey() });
    await utils.replenishment.invalidate();
    showToast({ code: "demand.read", text: `Demand of ${plural(positions, "position")} was read from the ledger` });
  };
  const words = whatIfWords(supposed.lead, supposed.demand);
  return (
    <>
      <ListPage
        title="Replenishment"
        figures={
          summary.data
            ? [
                `${words ? `If ${words}: ` : ""}${plural(summary.data.due, "position")} to order`,
                summary.data.tooLate > 0 ? `${summary.data.tooLate} too late` : null,
                summary.data.cost === null ? null : formatMoney(summary.data.cost, summary.data.currency),
              ]
                .filter((part) => part !== null)
                .join(" · ")
            : null
        }
        actions={
          <>
            <ExportButton
              list="replenishment"
              filters={{
                ...filters,
                leadTimeDelta: String(supposed.lead),
                demandPercent: String(supposed.demand),
              }}
              permission="stock:export"
            />
            <Can permission="replenishment:run">
              <Button
                leftSection={<IconRefresh size={16} stroke={1.8} />}
                loading={run.isPending}
                onClick={() => void refresh()}
              >
                Read demand again
              </Button>
            </Can>
          </>
        }
        filters={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Which positions"
              value={search.view ?? "DUE"}
              onChange={(view) => onSearch({ view: view === "ALL" ? "ALL" : undefined })}
              data={[
                { value: "DUE", label: "To order" },
                { value: "ALL", label: "All" },
              ]}
            />
            <SearchField
              value={search.q ?? ""}
              onChange={(q) => onSearch({ q: q || undefined })}
              placeholder="Search SKU or name"
            />
            <WhatIfControl
              key={`${supposed.lead}:${supposed.demand}`}
              supposed={supposed}
              onChange={({ lead, demand }) => onSearch({ lead: lead || undefined, demand: demand || undefined })}
            />
          </>
        }
        tools={<ListTools list="replenishment" columns={columns} />}
        peek={
          productId && peekWarehouse ? (
            <SuggestionPeek
              key={search.peek}
              position={{ productId, warehouseId: peekWarehouse }}
              supposed={supposed}
              onOpen={() => onOpen(productId, peekWarehouse)}
              onClose={() => onSearch({ peek: undefined })}
              onRule={setRuled}
            />
          ) : null
        }
      >
        <DataTable
          list="replenishment"
          label="Replenishment"
          entity="suggestion"
          columns={columns}
          query={query}
          rowId={idOf}
          rowLabel={(row) => `${row.sku} in ${nameOf(row.warehouseId, row.warehouseCode)}`}
          peekId={search.peek ?? null}
          onPeek={(row) => onSearch({ peek: row ? idOf(row) : undefined })}
          onOpen={(row) => onSearch({ peek: idOf(row) })}
          {...(mayManage
            ? {
                bulk: (rows: readonly SuggestionRow[], clear: () => void) => (
                  <Button size="xs" onClick={() => void adopt(rows, clear)}>
                    Make the formula their rule
                  </Button>
                ),
              }
            : {})}
          empty={
            <Notice
              icon={<IconShoppingCartPlus size={28} stroke={1.5} />}
              title={search.q ? "No position matches" : "Nothing to order"}
              action={
                search.view === "ALL" ? null : (
                  <Button onClick={() => onSearch({ view: "ALL", q: undefined })}>Show all positions</Button>
                )
              }
            >
              {search.q
                ? "No position of this name is to be ordered."
                : "Everything that has a rule or demand lasts until the next delivery."}
            </Notice>
          }
        />
      </ListPage>
      {ruled ? <RuleDialog view={ruled} onClose={() => setRuled(null)} /> : null}
    </>
  );
}
