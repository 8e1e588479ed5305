import { Button } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { PartsDialog } from "./parts-dialog.tsx";
import { useRelations, type Relations } from "./use-relations.ts";
import { VariantDialog } from "./variant-dialog.tsx";

type Other = Relations["usedInKits"][number] | Relations["substitutes"][number] | Relations["variants"][number];

/** What a product is made of, what it is part of, its variants, what may be given instead, and who supplies it. */
export function PartsTab({ product }: { product: ProductView }) {
  const { query } = useRelations(product.id);
  return (
    <QueryArea query={query} loading={<Skeleton height={320} />}>
      {(data) => <Parts product={product} data={data} />}
    </QueryArea>
  );
}

function Parts({ product, data }: { product: ProductView; data: Relations }) {
  const mayChange = useCan("product:update") && product.status !== "ARCHIVED";
  const mayCreate = useCan("product:create") && product.status !== "ARCHIVED" && data.parent === null;
  const maySuppliers = useCan("supplier:read");
  const [open, setOpen] = useState<"components" | "substitutes" | "variants" | null>(null);
  const setComponents = trpc.catalog.setComponents.useMutation();
  const setSubstitutes = trpc.catalog.setSubstitutes.useMutation();
  const close = () => setOpen(null);
  const edit = (what: "components" | "substitutes") =>
    mayChange ? (
      <Button size="xs" onClick={() => setOpen(what)}>
        Change
      </Button>
    ) : null;
  return (
    <>
      {product.type === "KIT" ? (
        <Panel title="Parts of the kit" aside={edit("components")} flush>
          <PlainTable
            label={`Parts of ${product.sku}`}
            entity="component"
            columns={[
              ...NAMED,
              {
                header: "In one kit",
                align: "end",
                cell: (row: Relations["components"][number]) => <Quantity value={row.quantity} unit={row.unitCode} />,
              },
              AVAILABLE,
            ]}
            rows={data.components}
            rowId={(row) => row.productId}
            empty="Nothing yet. Say what one kit is made of, and this page says how many there are."
          />
          {data.components.length > 0 ? <Buildable rows={data.buildable} /> : null}
        </Panel>
      ) : null}
      {data.usedInKits.length > 0 ? (
        <Related title="Part of these kits" rows={data.usedInKits} extra={{ header: "In one kit", of: "quantity" }} />
      ) : null}
      {data.parent ? (
        <Panel title="Variant of">
          <Link to="/products/$productId" params={{ productId: data.parent.productId }} search={{ tab: "parts" }}>
            {data.parent.sku} {data.parent.name}
          </Link>
        </Panel>
      ) : (
        <Related
          title="Variants"
          rows={data.variants}
          extra={{ header: "Options", of: "options" }}
          aside={
            mayCreate ? (
              <Button size="xs" onClick={() => setOpen("variants")}>
                Make variants
              </Button>
            ) : null
          }
          empty="It has no variants, such as sizes or colours."
        />
      )}
      <Related
        title="May be given instead"
        rows={data.substitutes}
        extra={{ header: "Note", of: "note" }}
        aside={edit("substitutes")}
        empty="Nothing is named."
      />
      {maySuppliers ? (
        <Panel title="Suppliers" flush>
          <PlainTable
            label={`Suppliers of ${product.sku}`}
            columns={SUPPLIERS}
            rows={data.suppliers}
            rowId={(row) => row.supplierId}
            empty="No supplier is known for it."
          />
        </Panel>
      ) : null}
      {open === "components" ? (
        <PartsDialog
          product={product}
          kind="components"
          rows={data.components}
          save={(rows, shared) =>
            setComponents.mutateAsync({
              ...shared,
              components: rows.map((row) => ({ productId: row.productId, quantity: row.text })),
            })
          }
          onClose={close}
        />
      ) : null}
      {open === "substitutes" ? (
        <PartsDialog
          product={product}
          kind="substitutes"
          rows={data.substitutes}
          save={(rows, shared) =>
            setSubstitutes.mutateAsync({
              ...shared,
              substitutes: rows.map((row) => ({ productId: row.productId, note: row.text || null })),
            })
          }
          onClose={close}
        />
      ) : null}
      {open === "variants" ? <VariantDialog product={product} existing={data.variants} onClose={close} /> : null}
    </>
  );
}

function Buildable({ rows }: { rows: Relations["buildable"] }) {
  return (
    <p className="dim" style={{ padding: "10px 14px", fontSize: 13 }}>
      Enough to build{" "}
      {rows.map((row, index) => (
        <span key={row.warehouseId}>
          {index > 0 ? ", " : ""}
          <span className="strong num">{row.quantity}</span> in {row.code}
        </span>
      ))}
      . The scarcest part decides. Kits that are built are stock of their own.
    </p>
  );
}

function Related({
  title,
  rows,
  extra,
  aside,
  empty,
}: {
  title: string;
  rows: readonly Other[];
  extra: { header: string; of: "quantity" | "options" | "note" };
  aside?: ReactNode;
  empty?: string;
}) {
  const columns: readonly PlainColumn<Other>[] = [
    ...NAMED,
    { header: extra.header, wideOnly: extra.of === "note", cell: (row) => <span className="dim">{said(row)}</span> },
    AVAILABLE,
  ];
  return (
    <Panel title={title} aside={aside} flush>
      <PlainTable
        label={title}
        entity="product"
        columns={columns}
        rows={rows}
        rowId={(row) => row.productId}
        empty={empty}
      />
    </Panel>
  );
}

function said(row: Other): string {
  if ("options" in row)
    return (
      Object.entries(row.options)
        .map(([name, value]) => `${name}: ${value}`)
        .join(", ") || "–"
    );
  return ("quantity" in row ? row.quantity : row.note) ?? "–";
}

type Named = { productId: string; sku: string; name: string; available: string };
const NAMED: readonly PlainColumn<Named>[] = [
  {
    header: "SKU",
    cell: (row) => (
      <Link to="/products/$productId" params={{ productId: row.productId }}>
        {row.sku}
      </Link>
    ),
  },
  { header: "Product", wideOnly: true, cell: (row) => row.name },
];
const AVAILABLE: PlainColumn<Named> = {
  header: "Available",
  align: "end",
  cell: (row) => <Quantity value={row.available} strong />,
};
const SUPPLIERS: readonly PlainColumn<Relations["suppliers"][number]>[] = [
  { header: "Supplier", cell: (row) => <span className="strong">{row.name}</span> },
  { header: "Their number", cell: (row) => row.supplierSku ?? "–" },
  { header: "At least", align: "end", cell: (row) => <Quantity value={row.moq} /> },
  { header: "Lead time", align: "end", cell: (row) => (row.leadTimeDays === null ? "–" : `${row.leadTimeDays} d`) },
  { header: "Preferred", cell: (row) => (row.isPreferred ? "Yes" : "–") },
];
