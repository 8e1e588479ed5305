// Checks an exported audit trail (audit.jsonl) with nothing but this file and Node: node scripts/audit-verify-file.mjs FILE
// Every line ends with the text its hash was made of: hash = hex(sha256(prevHash, line feed, entry)). An entry follows
// the one before when its prevHash is that one's hash; the last line counts them; a filtered export has gaps, which are counted and named.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const LINE = /^\{"hash":"([0-9a-f]{64})","prevHash":"([0-9a-f]{64})","entry":(\[(\d+), .*\])\}$/su;
const START = "0".repeat(64);

async function verify(file) {
  let before = null;
  let entries = 0;
  let gaps = 0;
  let number = 0;
  let end = null;
  for await (const line of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity })) {
    number++;
    if (number === 1) {
      if (!line.startsWith('{"format":"invista-audit-1"')) return { problem: "is not an exported audit trail" };
      continue;
    }
    if (end) return { problem: `line ${number} stands after the end` };
    if (line.startsWith('{"end":true')) {
      end = JSON.parse(line);
      continue;
    }
    const parts = LINE.exec(line);
    if (!parts) return { problem: `line ${number} is not an entry` };
    const [, hash, prevHash, entry, digits] = parts;
    const seq = BigInt(digits);
    const real = createHash("sha256").update(`${prevHash}\n${entry}`, "utf8").digest("hex");
    if (real !== hash) return { problem: `entry ${seq} was changed: its hash does not fit its content` };
    if (before !== null && seq <= before.seq) return { problem: `entry ${seq} stands after entry ${before.seq}` };
    const follows = before !== null && seq === before.seq + 1n;
    if (follows && prevHash !== before.hash) return { problem: `entry ${seq} does not follow entry ${before.seq}` };
    if (seq === 1n && prevHash !== START) return { problem: "entry 1 is not the beginning of the chain" };
    if (before === null ? seq !== 1n : !follows) gaps++;
    before = { seq, hash };
    entries++;
  }
  if (number === 0) return { problem: "is empty" };
  if (!end) return { problem: `was cut short after line ${number}: its last line is missing` };
  if (end.entries !== entries || end.head !== (before?.hash ?? null))
    return { problem: `holds ${entries} entries where its last line counts ${end.entries}` };
  return { entries, gaps, head: before };
}

const [file] = process.argv.slice(2);
if (!file) {
  console.error("node scripts/audit-verify-file.mjs FILE: FILE is an audit trail exported as JSON lines");
  process.exit(2);
}
try {
  const { problem, entries, gaps, head } = await verify(file);
  if (problem) {
    console.error(`BROKEN: ${file}: ${problem}`);
    process.exitCode = 1;
  } else {
    const links =
      gaps === 0
        ? "unbroken from the first"
        : `each untouched; ${gaps} ${gaps === 1 ? "gap" : "gaps"}, as a filtered export has`;
    console.log(`OK: ${entries} entries, ${links}${head ? `; the last is ${head.seq} with hash ${head.hash}` : ""}`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
