import type { CountLine, CountView } from "@invista/contracts/count/read-count";
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";

/** The sheet of a count on paper: every position with a box for the number, and nothing of what is expected. */
export function countSheet(view: CountView, lines: readonly CountLine[]): TDocumentDefinitions {
  const { countNumber, warehouseCode } = view.count;
  return {
    pageSize: "A4",
    pageMargins: [36, 42, 36, 42],
    defaultStyle: { fontSize: 9 },
    header: { text: `${countNumber} · ${warehouseCode}`, margin: [36, 18, 36, 0], bold: true },
    footer: (page, pages) => ({ text: `Page ${page} of ${pages}`, alignment: "center", margin: [0, 12, 0, 0] }),
    content: [
      { text: `Count ${countNumber}`, fontSize: 16, bold: true, margin: [0, 0, 0, 4] },
      { text: "Counted by: ______________________     Day and time: ______________________", margin: [0, 0, 0, 10] },
      {
        table: {
          headerRows: 1,
          widths: [70, 80, "*", 70, 40, 80],
          body: [
            ["Bin", "SKU", "Product", "Lot", "Unit", "Counted"].map((text) => ({ text, bold: true })),
            ...lines.map((line) => [
              line.location || "Floor",
              line.sku,
              line.name,
              line.lotNumber ?? "",
              line.unitCode,
              { text: "\n" },
            ]),
          ],
        },
        layout: "lightHorizontalLines",
      },
    ],
  };
}
