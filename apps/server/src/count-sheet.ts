import type { CountLine, CountView } from "@invista/contracts/count/read-count";
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";
import { heads, paper } from "./paper.ts";

/** The sheet of a count on paper: every position with a box for the number, and nothing of what is expected. */
export function countSheet(view: CountView, lines: readonly CountLine[]): TDocumentDefinitions {
  const { countNumber, warehouseCode } = view.count;
  return {
    ...paper(`${countNumber} · ${warehouseCode}`),
    content: [
      { text: `Count ${countNumber}`, fontSize: 16, bold: true, margin: [0, 0, 0, 4] },
      { text: "Counted by: ______________________     Day and time: ______________________", margin: [0, 0, 0, 10] },
      {
        table: {
          headerRows: 1,
          widths: [70, 80, "*", 70, 40, 80],
          body: [
            heads(["Bin", "SKU", "Product", "Lot", "Unit", "Counted"]),
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
