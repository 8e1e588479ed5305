import { z } from "zod";
import { id } from "../text.ts";

/** Sheets and single labels, in millimetres. `columns` × `rows` labels of `width` × `height` begin at `left`, `top`. */
export const LABEL_LAYOUTS = {
  "a4-24": {
    name: "A4, 24 labels of 70 × 37 mm",
    page: [210, 297],
    columns: 3,
    rows: 8,
    width: 70,
    height: 37,
    left: 0,
    top: 0.5,
  },
  "a4-14": {
    name: "A4, 14 labels of 99 × 38 mm",
    page: [210, 297],
    columns: 2,
    rows: 7,
    width: 99.1,
    height: 38.1,
    left: 5.9,
    top: 15.1,
  },
  "a4-65": {
    name: "A4, 65 labels of 38 × 21 mm",
    page: [210, 297],
    columns: 5,
    rows: 13,
    width: 38.1,
    height: 21.2,
    left: 9.7,
    top: 10.7,
  },
  "single-100x50": {
    name: "Single, 100 × 50 mm",
    page: [100, 50],
    columns: 1,
    rows: 1,
    width: 100,
    height: 50,
    left: 0,
    top: 0,
  },
  "single-57x32": {
    name: "Single, 57 × 32 mm",
    page: [57, 32],
    columns: 1,
    rows: 1,
    width: 57,
    height: 32,
    left: 0,
    top: 0,
  },
} as const satisfies Record<string, LabelLayout>;
export interface LabelLayout {
  readonly name: string;
  readonly page: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}
export const labelLayout = z.enum(["a4-24", "a4-14", "a4-65", "single-100x50", "single-57x32"]);

export const MAX_LABELS = 100;
const ids = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(id).min(1).max(MAX_LABELS));

/** What the address of a label file says. */
export const labelsInput = z.strictObject({
  kind: z.enum(["PRODUCT", "BIN", "LOT", "SERIAL"]),
  /** Ids of products, bins, lots or pieces, with commas between them. */
  ids,
  layout: labelLayout.default("a4-24"),
  copies: z.coerce.number().int().min(1).max(100).default(1),
  /** Labels that are gone from the first sheet. */
  skip: z.coerce.number().int().min(0).max(64).default(0),
});
export type LabelsInput = z.infer<typeof labelsInput>;

/** One label: what people read, and the code that machines read. */
export interface Label {
  readonly title: string;
  readonly lines: readonly string[];
  readonly symbology: "ean13" | "ean8" | "upca" | "code128" | "qrcode" | "gs1datamatrix";
  readonly code: string;
}
