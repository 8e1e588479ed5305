import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { ImportOptions } from "@invista/contracts/import/import";
import { FileError } from "./file-error.ts";

export const MAX_BYTES = 64 * 1_048_576;
const DELIMITERS = [",", ";", "\t", "|"] as const;

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
export type FileForm =
  | { readonly kind: "csv"; readonly encoding: Encoding; readonly delimiter: string }
  | { readonly kind: "xlsx" };

const ZIP = "504b0304";

const MAGIC: readonly (readonly [string, "UNSUPPORTED_FORMAT" | "NOT_CSV"])[] = [
  ["d0cf11e0a1b11ae1", "UNSUPPORTED_FORMAT"], // xls, and xlsx with a password
  ["89504e47", "NOT_CSV"], // png
  ["ffd8ff", "NOT_CSV"], // jpeg
  ["47494638", "NOT_CSV"], // gif
  ["25504446", "NOT_CSV"], // pdf
  ["1f8b", "NOT_CSV"], // gzip
];

/** Finds out how a file is written: an archive is taken for Excel; else encoding by BOM, zero bytes and validity, delimiter by its header. Refuses what is no text. */
export async function inspectFile(
  path: string,
  size: number,
  options: Pick<ImportOptions, "delimiter" | "encoding">,
): Promise<FileForm> {
  if (size === 0) throw new FileError("EMPTY_FILE");
  if (size > MAX_BYTES) throw new FileError("TOO_LARGE");
  const head = await readHead(path);
  const hex = head.subarray(0, 8).toString("hex");
  if (hex.startsWith(ZIP)) return { kind: "xlsx" };
  const magic = MAGIC.find(([prefix]) => hex.startsWith(prefix));
  if (magic) throw new FileError(magic[1]);
  const encoding = options.encoding ?? (await detectEncoding(path, head));
  return {
    kind: "csv",
    encoding,
    delimiter: options.delimiter ?? detectDelimiter(new TextDecoder(encoding).decode(head)),
  };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(65_536);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function detectEncoding(path: string, head: Buffer): Promise<Encoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const sample = head.subarray(0, 4_096);
  const zeros = { even: 0, odd: 0 };
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? "even" : "odd"] += 1;
  });
  const half = sample.length / 2;
  if (zeros.odd > half * 0.7 && zeros.even < half * 0.1) return "utf-16le";
  if (zeros.even > half * 0.7 && zeros.odd < half * 0.1) return "utf-16be";
  const controls = sample.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
  if (controls > Math.max(4, sample.length * 0.02)) throw new FileError("NOT_CSV");
  return (await isUtf8(path)) ? "utf-8" : "windows-1252";
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path))
      if (chunk instanceof Buffer) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The delimiter that splits the header into most columns; quoted parts don't count. */
export function detectDelimiter(text: string): string {
  const unquoted = text.replace(/"(?:[^"]|"")*"/g, "");
  const header = unquoted.split(/\r\n|\n|\r/).find((line) => line.trim() !== "") ?? "";
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

/** The file's text in chunks, without its byte order mark. */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === "utf-8" });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 262_144 }))
      if (chunk instanceof Buffer) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new FileError("ENCODING");
    throw error;
  }
}
