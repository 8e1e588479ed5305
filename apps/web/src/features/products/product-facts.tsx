import type { ProductView } from "@invista/contracts/product/read-product";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDecimal, formatMoney } from "../../shared/format/numbers.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import styles from "./product-facts.module.css";

const COST_WORDS: Record<ProductView["costMethod"], string> = {
  FIFO: "First in, first out",
  MOVING_AVG: "Moving average",
};
const TYPE_WORDS: Record<ProductView["type"], string> = { STOCK: "Stocked", KIT: "Kit", SERVICE: "Service" };

/** What is known about a product, as pairs of word and value. */
export function ProductFacts({ product }: { product: ProductView }) {
  const tracked = [
    product.trackLots ? "lots" : null,
    product.trackSerials ? "serials" : null,
    product.trackExpiry ? "expiry dates" : null,
  ].filter((word) => word !== null);
  const facts: readonly { word: string; value: ReactNode }[] = [
    { word: "Category", value: product.categoryName ?? "–" },
    {
      word: "Price",
      value: product.price === null ? "–" : formatMoney(product.price, product.currency, true),
    },
    {
      word: "Unit",
      value: `${product.unitCode}, ${product.qtyPrecision === 0 ? "whole numbers" : `${product.qtyPrecision} decimals`}`,
    },
    { word: "Barcode", value: product.barcode ?? "–" },
    { word: "Weight", value: product.weight === null ? "–" : `${formatDecimal(product.weight)} kg` },
    { word: "Kind", value: TYPE_WORDS[product.type] },
    { word: "Costing", value: COST_WORDS[product.costMethod] },
    { word: "Tracked by", value: tracked.length > 0 ? tracked.join(", ") : "quantity only" },
    {
      word: "Created",
      value: (
        <>
          <Ago at={product.createdAt} />
          {product.createdByName ? ` by ${product.createdByName}` : ""}
        </>
      ),
    },
    { word: "Changed", value: <Ago at={product.updatedAt} /> },
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(({ word, value }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {product.description ? <p className={styles.description}>{product.description}</p> : null}
    </>
  );
}

/** Its stock in each warehouse; a row leads to the position. */
export function ProductStock({ product }: { product: ProductView }) {
  const { nameOf } = useWarehouses();
  type Row = ProductView["stock"][number];
  const columns: readonly PlainColumn<Row>[] = [
    {
      header: "Warehouse",
      cell: (row) => (
        <Link to="/stock/$productId/$warehouseId" params={{ productId: product.id, warehouseId: row.warehouseId }}>
          {nameOf(row.warehouseId, row.code)}
        </Link>
      ),
    },
    { header: "On hand", align: "end", cell: (row) => <Quantity value={row.onHand} unit={product.unitCode} /> },
    { header: "Reserved", align: "end", cell: (row) => <Quantity value={row.reserved} /> },
    { header: "Available", align: "end", cell: (row) => <Quantity value={row.available} strong /> },
  ];
  return (
    <PlainTable
      label={`Stock of ${product.sku} by warehouse`}
      entity="stock"
      columns={columns}
      rows={product.stock}
      rowId={(row) => row.warehouseId}
      empty="It lies in no warehouse."
    />
  );
}
