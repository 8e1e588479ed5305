import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesUnder, root } from "./content-stamp.ts";

const FOLDERS = ["apps", "packages", "scripts", "e2e", "bench", "seeds"];
const CAP = 300;
const TYPICAL = 200;

/** Checks that no source file is longer than the cap and nine of ten are within the usual size; prints what is not. */
function checkFileSizes(): boolean {
  const sizes = FOLDERS.flatMap((folder) => filesUnder(join(root, folder)))
    .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file) && !file.endsWith(".gen.ts"))
    .map((file) => ({ file: relative(root, file), lines: readFileSync(file, "utf8").split("\n").length - 1 }))
    .toSorted((a, b) => a.lines - b.lines);
  const ninth = sizes[Math.floor(sizes.length * 0.9)]?.lines ?? 0;
  const tooLong = sizes.filter(({ lines }) => lines > CAP);
  for (const { file, lines } of tooLong) console.error(`${file} has ${lines} lines, more than ${CAP}`);
  if (ninth > TYPICAL)
    console.error(`A tenth of the files has more than ${ninth} lines; it should be at most ${TYPICAL}`);
  console.log(`${sizes.length} files, 90 % within ${ninth} lines, longest ${sizes.at(-1)?.lines ?? 0}`);
  return tooLong.length === 0 && ninth <= TYPICAL;
}

process.exitCode = checkFileSizes() ? 0 : 1;
