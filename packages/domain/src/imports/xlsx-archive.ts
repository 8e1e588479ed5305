import type { Readable } from "node:stream";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { FileError } from "./file-error.ts";

const MAX_UNPACKED = 64 * 1_048_576;
const MAX_ENTRIES = 2_000;
/** Sheets pack well, but nothing honest packs like this. */
const MAX_RATIO = 250;
const RATIO_FROM = 1_048_576;

/** The parts of an Excel file by name, none larger when unpacked than its directory says, all of them within the limit of a file. */
export class XlsxArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Reads the directory only. TOO_LARGE beyond the limits, NOT_XLSX for a broken archive, UNSUPPORTED_FORMAT for another kind of archive. */
  static async open(path: string): Promise<XlsxArchive> {
    const zip = await asXlsx(() =>
      openPromise(path, { autoClose: false, validateEntrySizes: true, strictFileNames: true }),
    );
    try {
      const entries = new Map<string, Entry>();
      let unpacked = 0;
      await asXlsx(async () => {
        for await (const entry of zip.eachEntry()) {
          unpacked += entry.uncompressedSize;
          const isBomb =
            entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * MAX_RATIO;
          if (unpacked > MAX_UNPACKED || entries.size >= MAX_ENTRIES || isBomb) throw new FileError("TOO_LARGE");
          if (entry.isEncrypted()) throw new FileError("UNSUPPORTED_FORMAT");
          entries.set(entry.fileName, entry);
        }
      });
      if (!entries.has("xl/workbook.xml")) throw new FileError("UNSUPPORTED_FORMAT");
      return new XlsxArchive(zip, entries);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The unpacked text of a part in chunks. */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name);
    if (!entry) throw new FileError("NOT_XLSX");
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let stream: Readable | null = null;
    try {
      stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream) if (chunk instanceof Buffer) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    } catch (error) {
      throw error instanceof FileError ? error : new FileError("NOT_XLSX");
    } finally {
      stream?.destroy();
    }
  }

  close(): void {
    this.#zip.close();
  }
}

async function asXlsx<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof FileError ? error : new FileError("NOT_XLSX");
  }
}
