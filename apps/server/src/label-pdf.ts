import { LABEL_LAYOUTS, type Label, type LabelLayout, type LabelsInput } from "@invista/contracts/label/label";
import { fileURLToPath } from "node:url";
import { toSVG } from "bwip-js/node";
import pdfmake from "pdfmake";
import type { Content, TDocumentDefinitions } from "pdfmake/interfaces.js";

/** Points of a millimetre. */
const MM = 72 / 25.4;
const PADDING = 3;

const face = (name: string) => fileURLToPath(import.meta.resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`));
const FONTS = { normal: face("Regular"), bold: face("Medium") };
pdfmake.setFonts({ Roboto: FONTS });
// A document is made of what it is given: nothing is fetched, and of the disk only the fonts are read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(FONTS).includes(path));

const isSquare = (symbology: Label["symbology"]) => symbology === "gs1datamatrix" || symbology === "qrcode";

/** A drawing of the code, with the quiet zone that readers need. */
export function barcodeSvg({ symbology, code }: Pick<Label, "symbology" | "code">): string {
  const is2d = isSquare(symbology);
  return toSVG({
    bcid: symbology,
    text: code,
    ...(is2d ? { scale: 2 } : { height: 10, includetext: symbology !== "code128" }),
    paddingwidth: 10,
    paddingheight: 2,
    backgroundcolor: "ffffff",
  });
}

/** Labels on sheets or one per page. */
export function labelsPdf(
  labels: readonly Label[],
  input: Pick<LabelsInput, "layout" | "copies" | "skip">,
): Promise<Buffer> {
  const layout: LabelLayout = LABEL_LAYOUTS[input.layout];
  const perPage = layout.columns * layout.rows;
  const skip = input.skip % perPage;
  const all = labels.flatMap((label) => Array.from({ length: input.copies }, () => label));
  const content = all.flatMap((label, index) => {
    const place = (index + skip) % perPage;
    const isFirst = place === 0 && index > 0;
    const x = (layout.left + (place % layout.columns) * layout.width) * MM;
    const y = (layout.top + Math.floor(place / layout.columns) * layout.height) * MM;
    return [...(isFirst ? [{ text: "", pageBreak: "before" as const }] : []), ...drawn(label, layout, x, y)];
  });
  return makePdf({
    pageSize: { width: layout.page[0] * MM, height: layout.page[1] * MM },
    pageMargins: 0,
    content,
    defaultStyle: { fontSize: layout.height < 25 ? 6 : 8 },
  });
}

function drawn(label: Label, layout: LabelLayout, x: number, y: number): Content[] {
  const [width, height] = [layout.width * MM, layout.height * MM];
  const is2d = isSquare(label.symbology);
  const inner = width - 2 * PADDING * MM;
  const titleSize = Math.min(height / 6, 18, (inner / Math.max(label.title.length, 4)) * 1.7);
  const codeHeight = height * (is2d ? 0.5 : 0.36);
  const codeWidth = is2d ? codeHeight : Math.min(inner, 190);
  const top = y + PADDING * MM;
  return [
    {
      text: cut(label.title, 40),
      bold: true,
      fontSize: titleSize,
      absolutePosition: { x: x + PADDING * MM, y: top },
      noWrap: true,
    },
    ...label.lines.map((line, index) => ({
      text: cut(line, Math.floor(inner / (layout.height < 25 ? 3 : 4))),
      absolutePosition: { x: x + PADDING * MM, y: top + titleSize * 1.3 + index * (layout.height < 25 ? 7 : 10) },
      noWrap: true,
    })),
    {
      svg: barcodeSvg(label),
      fit: [codeWidth, codeHeight],
      absolutePosition: is2d
        ? { x: x + width - PADDING * MM - codeWidth, y: y + height - PADDING * MM - codeHeight }
        : { x: x + PADDING * MM, y: y + height - PADDING * MM - codeHeight },
    },
  ];
}

const cut = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 1))}…`);

/** The bytes of a document. */
export async function makePdf(document: TDocumentDefinitions): Promise<Buffer> {
  return Buffer.from(await pdfmake.createPdf(document).getBuffer());
}
