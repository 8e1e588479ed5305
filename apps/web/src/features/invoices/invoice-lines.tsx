import type { InvoiceView } from "@invista/contracts/invoice/read-invoice";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Money, Quantity } from "../../shared/format/values.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";

/** The lines of an invoice with their tax. */
export function InvoiceLines({ view }: { view: InvoiceView }) {
  const { currency } = view.invoice;
  const isCreditable = view.lines.some((line) => line.credited !== "0");
  return (
    <PlainTable
      label="Lines of the invoice"
      entity="invoice_line"
      rows={view.lines}
      rowId={(line) => line.id}
      empty="It has no lines."
      columns={[
        { header: "SKU", cell: (line) => <span className="strong">{line.sku ?? "–"}</span> },
        { header: "What", wideOnly: true, cell: (line) => <span className="dim">{line.description}</span> },
        {
          header: "Quantity",
          align: "end",
          cell: (line) => <Quantity value={line.quantity} unit={line.unitCode ?? "EA"} />,
        },
        ...(isCreditable
          ? [
              {
                header: "Credited",
                align: "end" as const,
                wideOnly: true,
                cell: (line: InvoiceView["lines"][number]) => <Quantity value={line.credited} />,
              },
            ]
          : []),
        {
          header: "Price",
          align: "end",
          wideOnly: true,
          cell: (line) => <Money value={line.unitPrice} currency={currency} exact />,
        },
        {
          header: "Tax",
          align: "end",
          wideOnly: true,
          cell: (line) => `${formatDecimal(String(line.taxRateBps / 100))} %`,
        },
        { header: "Net", align: "end", cell: (line) => <Money value={line.net} currency={currency} /> },
      ]}
    />
  );
}
