import { LABEL_LAYOUTS, type Label, type LabelsInput } from "@invista/contracts/label/label";

/** Dots of a millimetre at 203 dpi, the resolution of most label printers. */
const DOTS = 8;
/** What starts a command in ZPL, and what a field escapes with. */
const SPECIAL = /[\^~_]/g;

const field = (text: string) =>
  `^FH^FD${text.replace(SPECIAL, (letter) => `_${letter.charCodeAt(0).toString(16).toUpperCase()}`)}^FS`;

/** Commands for a Zebra printer, one label after the other; text is UTF-8. */
export function labelsZpl(labels: readonly Label[], input: Pick<LabelsInput, "layout" | "copies">): string {
  const { width, height } = LABEL_LAYOUTS[input.layout];
  return labels.map((label) => one(label, width, height, input.copies)).join("");
}

function one(label: Label, width: number, height: number, copies: number): string {
  const lines = label.lines.map((line, index) => `^FO24,${72 + index * 28}^A0N,24,24${field(line)}`);
  const y = Math.max(72 + label.lines.length * 28 + 8, Math.round(height * DOTS * 0.55));
  return [
    `^XA^CI28^PW${Math.round(width * DOTS)}^LL${Math.round(height * DOTS)}`,
    `^FO24,20^A0N,44,44${field(label.title)}`,
    ...lines,
    `^FO24,${y}${barcode(label)}`,
    `^PQ${copies}^XZ`,
    "",
  ].join("\n");
}

function barcode({ symbology, code }: Label): string {
  if (symbology === "ean13") return `^BY2^BEN,70,Y,N${field(code.slice(0, 12))}`;
  if (symbology === "upca") return `^BY2^BUN,70,Y,N,Y${field(code.slice(0, 11))}`;
  if (symbology === "ean8") return `^BY2^B8N,70,Y,N${field(code.slice(0, 7))}`;
  // In a DataMatrix of quality 200, _1 is FNC1: before the first element and after those of open length. The lot comes last.
  if (symbology === "gs1datamatrix") return `^BXN,6,200,,,,_^FD_1${code.replace(/[()]/g, "")}^FS`;
  if (symbology === "qrcode") return `^BQN,2,5${field(`MA,${code}`)}`;
  return `^BY2^BCN,70,Y,N,N,A${field(code)}`;
}
