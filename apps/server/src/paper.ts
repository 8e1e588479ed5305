import type { TDocumentDefinitions } from "pdfmake/interfaces.js";

/** A page of A4 that names what it is at the top and counts its pages. */
export function paper(title: string): Omit<TDocumentDefinitions, "content"> {
  return {
    pageSize: "A4",
    pageMargins: [36, 42, 36, 42],
    defaultStyle: { fontSize: 9 },
    header: { text: title, margin: [36, 18, 36, 0], bold: true },
    footer: (page, pages) => ({ text: `Page ${page} of ${pages}`, alignment: "center", margin: [0, 12, 0, 0] }),
  };
}

/** The heads of a table's columns. */
export const heads = (words: readonly string[]) => words.map((text) => ({ text, bold: true }));
