import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FileError } from "./file-error.ts";
import { parseCsv } from "./parse-csv.ts";

async function parse(
  text: string,
  delimiter = ",",
  chunk = text.length || 1,
): Promise<{ line: number; cells: readonly string[] }[]> {
  const chunks = Array.from({ length: Math.ceil(text.length / chunk) }, (_, index) =>
    text.slice(index * chunk, (index + 1) * chunk),
  );
  const records = [];
  for await (const record of parseCsv(chunks, delimiter)) records.push(record);
  return records;
}

const SAMPLE = 'a,b\r\n1,"x\r\ny ""q"""\n\n3,say "hi"\r4,';

describe("parseCsv", () => {
  test("reads quoted newlines, doubled quotes, mixed line ends and blank lines, with the line each record starts on", async () => {
    expect(await parse(SAMPLE)).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["1", 'x\r\ny "q"'] },
      { line: 5, cells: ["3", 'say "hi"'] },
      { line: 6, cells: ["4", ""] },
    ]);
  });

  test.each([1, 2, 3, 5, 7])("gives the same records when the text arrives in pieces of %i", async (size) => {
    expect(await parse(SAMPLE, ",", size)).toEqual(await parse(SAMPLE));
  });

  test("names the line where a quotation mark opens that is never closed", async () => {
    await expect(parse('a,b\n1,2\n3,"open\n4,5')).rejects.toMatchObject({ code: "UNTERMINATED_QUOTE", line: 3 });
  });

  test.each(['a,b\n"x" "y",1', 'a,b\n"x"  "",1', 'a,b\n"x" y,1'])(
    "a quotation mark that closed does not open again after a space: %j",
    async (text) => {
      for (const size of [1, 100])
        await expect(parse(text, ",", size)).rejects.toMatchObject({ code: "QUOTE_MALFORMED", line: 2 });
    },
  );

  test("spaces between a closing quotation mark and the delimiter are left out", async () => {
    expect((await parse('a,b\n"x"  ,1'))[1]).toEqual({ line: 2, cells: ["x", "1"] });
  });

  test("refuses text after a closing quotation mark and more than a thousand columns", async () => {
    await expect(parse('a\n"x"y')).rejects.toMatchObject({ code: "QUOTE_MALFORMED", line: 2 });
    await expect(parse(",".repeat(1_000))).rejects.toBeInstanceOf(FileError);
  });
});

const spectrum = join(import.meta.dirname, "../../../../../shared/data/csv-spectrum");

describe.skipIf(!existsSync(spectrum))("the csv-spectrum files (skipped where they are absent)", () => {
  const names = existsSync(spectrum) ? readdirSync(join(spectrum, "csvs")) : [];
  test.each(names)("%s reads as its JSON says", async (name) => {
    const bytes = readFileSync(join(spectrum, "csvs", name));
    const json: unknown = JSON.parse(readFileSync(join(spectrum, "json", name.replace(".csv", ".json")), "utf8"));
    const expected: unknown[] = Array.isArray(json) ? json : [json];
    const [head, ...records] = await parse(bytes.toString("utf8"));
    const read = records.map((record) =>
      Object.fromEntries(record.cells.map((cell, index) => [head?.cells[index] ?? "", cell])),
    );
    // The JSON of the collection writes line ends as LF.
    if (!Array.isArray(json)) {
      // This one's JSON holds another phone number than its CSV; the quotation mark inside an unquoted cell is what it is for.
      expect(read.map((row) => row["Cities"])).toEqual(["Modesto"]);
      expect(read[0]?.["Location Coordinates"]).toContain('37.8"N');
      return;
    }
    expect(read.map((row) => JSON.stringify(row).replaceAll("\\r\\n", "\\n"))).toEqual(
      expected.map((row) => JSON.stringify(row).replaceAll("\\r\\n", "\\n")),
    );
  });
});
