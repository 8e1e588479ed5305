import { compare } from "@invista/contracts/quantity";
import type { OrderView } from "@invista/contracts/order/read-order";
import { Link } from "@tanstack/react-router";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Money, Quantity } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import styles from "./order-lines.module.css";

type Item = OrderView["items"][number];

/** The lines of an order: how much is wanted, promised, sent and free, and where the promised stock lies. */
export function OrderLines({ order }: { order: OrderView }) {
  const mayOpen = useCan("product:read");
  const isDraft = order.status === "DRAFT";
  const columns: readonly PlainColumn<Item>[] = [
    { header: "#", align: "end", wideOnly: true, cell: (item) => <span className="faint">{item.lineNo}</span> },
    {
      header: "Product",
      cell: (item) => (
        <div className={styles.product}>
          {mayOpen ? (
            <Link to="/products/$productId" params={{ productId: item.productId }} className="strong">
              {item.sku}
            </Link>
          ) : (
            <span className="strong">{item.sku}</span>
          )}
          <span className="dim cut">{item.name}</span>
        </div>
      ),
    },
    { header: "Ordered", align: "end", cell: (item) => <Quantity value={item.quantity} unit={item.unitCode} strong /> },
    { header: "Reserved", align: "end", wideOnly: true, cell: (item) => <Quantity value={item.reserved} /> },
    { header: "Shipped", align: "end", wideOnly: true, cell: (item) => <Quantity value={item.shipped} /> },
    { header: "Available", align: "end", wideOnly: true, cell: (item) => <Free item={item} isDraft={isDraft} /> },
    { header: "Reserved in", wideOnly: true, cell: (item) => <Places item={item} /> },
    {
      header: "Price",
      align: "end",
      wideOnly: true,
      cell: (item) => <Money value={item.unitPrice} currency={order.currency} exact />,
    },
    { header: "Total", align: "end", cell: (item) => <Money value={item.lineTotal} currency={order.currency} /> },
  ];
  return (
    <PlainTable
      label={`Lines of ${order.orderNumber}`}
      entity="order_item"
      columns={columns}
      rows={order.items}
      rowId={(item) => item.id}
      empty="No lines yet. Edit the draft to add some."
    />
  );
}

/** What is free besides this order; red where a draft wants more than that. */
function Free({ item, isDraft }: { item: Item; isDraft: boolean }) {
  if (item.type === "SERVICE") return <span className="faint">not stocked</span>;
  const isShort = isDraft && compare(item.quantity, item.available) > 0;
  return (
    <span style={isShort ? { color: "var(--red)" } : {}} title={isShort ? "Less than the draft asks for" : undefined}>
      <Quantity value={item.available} />
      {isShort ? " short" : ""}
    </span>
  );
}

function Places({ item }: { item: Item }) {
  if (item.reservations.length === 0) return <span className="faint">–</span>;
  return (
    <span className="dim">
      {item.reservations
        .map(
          (one) =>
            `${one.warehouseCode} ${one.location || "floor"}${item.reservations.length > 1 ? ` (${formatDecimal(one.quantity)})` : ""}${one.status === "PICKED" ? ", picked" : ""}`,
        )
        .join(", ")}
    </span>
  );
}
