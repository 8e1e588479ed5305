import type { InvoiceView } from "@invista/contracts/invoice/read-invoice";
import { minorUnits, sum } from "@invista/contracts/quantity";
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";
import { heads, paper } from "./paper.ts";

const end = (text: string) => ({ text, alignment: "right" as const });
const day = (at: string | null) => (at === null ? "" : at.slice(0, 10));

/** An invoice or credit note as it goes to the customer: lines, tax by rate, total, and when it is due. */
export function invoicePaper(view: InvoiceView, seller: string): TDocumentDefinitions {
  const { invoice, lines } = view;
  const isCredit = invoice.kind === "CREDIT_NOTE";
  const title = `${isCredit ? "Credit note" : "Invoice"} ${invoice.invoiceNumber}`;
  const money = (value: string) => Number(value).toFixed(minorUnits(invoice.currency));
  const rates = [...new Set(lines.map((line) => line.taxRateBps))].toSorted((a, b) => a - b);
  return {
    ...paper(title),
    content: [
      {
        columns: [
          { text: view.billTo.join("\n"), width: "*" },
          {
            text: seller
              .split(",")
              .map((part) => part.trim())
              .join("\n"),
            width: "*",
            alignment: "right",
          },
        ],
        margin: [0, 6, 0, 24],
      },
      { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 6] },
      {
        columns: [
          { text: `Date ${day(invoice.issuedAt)}`, width: "auto" },
          { text: `Order ${invoice.orderNumber}`, width: "auto" },
          ...(invoice.dueAt === null ? [] : [{ text: `Due ${day(invoice.dueAt)}`, width: "auto" }]),
          ...(view.credits === null ? [] : [{ text: `For invoice ${view.credits.invoiceNumber}`, width: "auto" }]),
        ],
        columnGap: 18,
        margin: [0, 0, 0, 14],
      },
      {
        table: {
          headerRows: 1,
          widths: [20, 80, "*", 60, 60, 40, 70],
          body: [
            heads(["#", "SKU", "What", "Quantity", "Price", "Tax", `Net ${invoice.currency}`]),
            ...lines.map((line) => [
              String(line.lineNo),
              line.sku ?? "",
              line.description,
              end(
                line.unitCode === "EA" || line.unitCode === null ? line.quantity : `${line.quantity} ${line.unitCode}`,
              ),
              end(line.unitPrice),
              end(`${line.taxRateBps / 100} %`),
              end(money(line.net)),
            ]),
          ],
        },
        layout: "lightHorizontalLines",
      },
      {
        table: {
          widths: ["*", 120, 70],
          body: [
            ["", "Net", end(money(invoice.net))],
            ...rates.map((rate) => {
              const of = lines.filter((line) => line.taxRateBps === rate);
              return [
                "",
                `Tax ${rate / 100} % on ${money(sum(of.map((line) => line.net)))}`,
                end(money(sum(of.map((line) => line.tax)))),
              ];
            }),
            ["", { text: "Total", bold: true }, { ...end(`${money(invoice.gross)} ${invoice.currency}`), bold: true }],
          ],
        },
        layout: "noBorders",
        margin: [0, 12, 0, 0],
      },
      ...(view.note === null ? [] : [{ text: view.note, margin: [0, 18, 0, 0] as [number, number, number, number] }]),
    ],
  };
}
