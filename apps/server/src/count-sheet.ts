import type { CountLine, CountView } from "@invista/contracts/count/read-count";
import type { Content, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { heads, paper } from "./paper.ts";

export interface CountSheet {
  readonly view: CountView;
  readonly lines: readonly CountLine[];
}

/** The sheets of counts on paper, each on pages of its own: every position with a box for the number, and nothing of what is expected. */
export function countSheets(sheets: readonly CountSheet[]): TDocumentDefinitions {
  const title = sheets.map(({ view: { count } }) => `${count.countNumber} · ${count.warehouseCode}`).join(", ");
  return {
    ...paper(title.length > 90 ? `${sheets.length} counts` : title),
    content: sheets.flatMap(({ view, lines }, index) => sheetOf(view, lines, index > 0)),
  };
}

function sheetOf(view: CountView, lines: readonly CountLine[], onNewPage: boolean): Content[] {
  return [
    {
      text: `Count ${view.count.countNumber}`,
      fontSize: 16,
      bold: true,
      margin: [0, 0, 0, 4],
      ...(onNewPage ? { pageBreak: "before" } : {}),
    },
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
  ];
}
