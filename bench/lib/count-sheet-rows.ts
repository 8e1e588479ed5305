import { inflateRawSync } from "node:zlib";

const DIRECTORY_ENTRY = 0x02014b50;

/** Counts the rows of the first sheet of an Excel file, its head among them. */
export function countSheetRows(file: Buffer): number {
  let at = file.readUInt32LE(file.lastIndexOf("PK\u0005\u0006") + 16);
  while (file.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset));
    if (name === undefined || extra === undefined || comment === undefined) break;
    if (file.toString("utf8", at + 46, at + 46 + name) === "xl/worksheets/sheet1.xml") {
      const local = file.readUInt32LE(at + 42);
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      return (
        inflateRawSync(file.subarray(start, start + file.readUInt32LE(at + 20)))
          .toString()
          .split("<row>").length - 1
      );
    }
    at += 46 + name + extra + comment;
  }
  throw new Error("the file has no sheet");
}
