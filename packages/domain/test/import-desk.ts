import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  importOptions,
  type ImportMapping,
  type ImportOptions,
  type ImportView,
} from "@invista/contracts/import/import";
import { newId } from "../src/shared/new-id.ts";
import type { Actor } from "../src/shared/actor.ts";
import { actor, commit, KEY, reader, testHost } from "@invista/testkit/makers";
import {
  getImport,
  listImportErrors,
  registerUpload,
  requestCheck,
  requestCommit,
  requestUndo,
  startImportRunner,
} from "../src/imports/index.ts";

/** Brings files through upload, dry run and commit as the server does, with a runner of its own. */
export function importDesk(as: Actor = actor()) {
  const folder = mkdtempSync(join(tmpdir(), "invista-imports-"));
  const problems: unknown[] = [];
  const runner = startImportRunner(
    testHost(),
    folder,
    async () => as,
    (error) => problems.push(error),
  );
  const settled = async (id: string): Promise<ImportView> => {
    for (;;) {
      runner.wake();
      const view = await getImport(reader(), { id });
      if (!["CHECKING", "COMMITTING", "UNDOING"].includes(view.status)) return view;
      await sleep(15);
    }
  };
  const upload = async (write: (path: string) => void, fileName: string) => {
    const id = newId();
    const path = join(folder, id);
    write(path);
    await commit((work) => registerUpload(work, { id, fileName, size: statSync(path).size, sha256: "0" }));
    return settled(id);
  };
  return {
    problems,
    uploadText: (text: string | Buffer, fileName = "file.csv") => upload((path) => writeFileSync(path, text), fileName),
    uploadFile: (source: string) => upload((path) => copyFileSync(source, path), source),
    check: async (id: string, options: Partial<ImportOptions>, mapping: ImportMapping | null = null) => {
      await commit((work) =>
        requestCheck(work, { id, mapping, options: importOptions.parse(options), idempotencyKey: KEY }),
      );
      return settled(id);
    },
    commit: async (id: string) => {
      await commit((work) => requestCommit(work, { id, idempotencyKey: KEY }));
      return settled(id);
    },
    undo: async (id: string) => {
      await commit((work) => requestUndo(work, { id, idempotencyKey: KEY }, "own"));
      return settled(id);
    },
    settled,
    errors: async (id: string) =>
      (await listImportErrors(reader(), { id, limit: 100 })).rows.map(({ line, code }) => ({ line, code })),
    folder,
    close: async () => {
      await runner.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
