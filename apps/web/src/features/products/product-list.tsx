import { Button } from "@mantine/core";
import { MAX_BULK } from "@invista/contracts/product/bulk";
import { productStatus } from "@invista/contracts/product/product";
import type { ProductRow } from "@invista/contracts/product/read-product";
import { IconPackage, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton, ExportChosen } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PRODUCT_WORDS } from "../../shared/ui/state-words.ts";
import { useCategoryChoices } from "../../shared/ui/use-categories.ts";
import { PRODUCT_COLUMNS } from "./product-columns.tsx";
import { ProductFigures } from "./product-figures.tsx";
import { ProductPeek } from "./product-peek.tsx";
import { productSearch, type ProductSearch } from "./product-search.ts";

const STATES = productStatus.options.map((value) => ({ value, label: PRODUCT_WORDS[value].word }));

interface Props {
  readonly search: ProductSearch;
  readonly onSearch: (change: Partial<ProductSearch>) => void;
  readonly onOpen: (id: string) => void;
  readonly onEdit: (id: string) => void;
  readonly onEditMany: (ids: readonly string[]) => void;
  readonly onNew: () => void;
}

/** Everything that is bought, stocked and sold, with its stock over all warehouses. */
export function ProductList({ search, onSearch, onOpen, onEdit, onEditMany, onNew }: Props) {
  const utils = trpc.useUtils();
  const categories = useCategoryChoices();
  const mayCreate = useCan("product:create");
  const sort = search.sort ?? "name";
  const direction = search.direction ?? "asc";
  const filters = { q: search.q, status: search.status, categoryId: search.category, sort, direction };
  const query = usePages(trpc.product.list, filters, utils.client.product.list.query);
  const isFiltered = Boolean(search.q ?? search.status ?? search.category);
  const { peek } = search;
  useShortcuts([{ keys: "c", label: "new product", group: "This page", inFooter: true, run: onNew }], mayCreate);

  return (
    <ListPage
      title="Products"
      figures={isFiltered ? null : <ProductFigures />}
      actions={
        <>
          <Button component={Link} to="/products/duplicates">
            Doubles
          </Button>
          <ExportButton list="products" filters={filters} permission="product:export" />
          <Can permission="price:read">
            <ExportButton list="prices" filters={{}} permission="product:export" label="Prices" />
          </Can>
          <Can permission="product:create">
            <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={onNew}>
              New product
            </Button>
          </Can>
        </>
      }
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search SKU, name, barcode"
          />
          <FilterMenu
            label="State"
            all="Any"
            value={search.status}
            choices={STATES}
            onChange={(status) => onSearch({ status })}
          />
          {categories.length > 0 ? (
            <FilterMenu
              label="Category"
              all="Any"
              value={search.category}
              choices={categories}
              onChange={(category) => onSearch({ category })}
            />
          ) : null}
        </>
      }
      tools={<ListTools list="products" columns={PRODUCT_COLUMNS} />}
      peek={
        peek ? (
          <ProductPeek
            id={peek}
            onOpen={() => onOpen(peek)}
            onEdit={() => onEdit(peek)}
            onClose={() => onSearch({ peek: undefined })}
          />
        ) : null
      }
    >
      <DataTable
        list="products"
        label="Products"
        entity="product"
        columns={PRODUCT_COLUMNS}
        query={query}
        rowId={(row: ProductRow) => row.id}
        rowLabel={(row) => row.sku}
        sort={{ key: sort, direction }}
        onSort={(next) => onSearch({ sort: productSearch.shape.sort.parse(next.key), direction: next.direction })}
        peekId={peek ?? null}
        onPeek={(row) => onSearch({ peek: row?.id })}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows: readonly ProductRow[]) => (
          <>
            <LabelButton size="xs" kind="PRODUCT" ids={rows.map((row) => row.id)} />
            <Can permission="product:update">
              <Button
                size="xs"
                disabled={rows.length > MAX_BULK}
                title={rows.length > MAX_BULK ? `At most ${MAX_BULK} at a time` : undefined}
                onClick={() => onEditMany(rows.map((row) => row.id))}
              >
                Edit
              </Button>
            </Can>
            <ExportChosen list="products" ids={rows.map((row) => row.id)} permission="product:export" />
          </>
        )}
        empty={
          isFiltered ? (
            <Notice
              icon={<IconPackage size={28} stroke={1.5} />}
              title="No product matches"
              action={
                <Button onClick={() => onSearch({ q: undefined, status: undefined, category: undefined })}>
                  Clear the filters
                </Button>
              }
            >
              Nothing has this state, category and name together.
            </Notice>
          ) : (
            <Notice
              icon={<IconPackage size={28} stroke={1.5} />}
              title="No products yet"
              action={
                mayCreate ? (
                  <Button variant="filled" onClick={onNew}>
                    New product
                  </Button>
                ) : null
              }
            >
              A product is one thing with one SKU that is bought, stocked or sold. Create the first one, or import a
              list.
            </Notice>
          )
        }
      />
    </ListPage>
  );
}
