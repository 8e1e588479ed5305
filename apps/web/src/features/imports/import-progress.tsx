import { Progress } from "@mantine/core";
import { sheetOf, type SheetKind } from "@invista/contracts/import/kinds";
import { Link, type LinkProps } from "@tanstack/react-router";
import { formatCount } from "../../shared/format/numbers.ts";
import { Panel } from "../../shared/ui/panel.tsx";
import type { ImportView } from "./import-view.ts";

const READING = { title: "Reading the file", bar: "Reading" };
const WORK: Partial<Record<ImportView["status"], { title: string; bar: string }>> = {
  UPLOADED: READING,
  CHECKING: READING,
  COMMITTING: { title: "Importing", bar: "Importing" },
  UNDOING: { title: "Undoing this import", bar: "Undoing" },
};
const UNDERLINED = { textDecoration: "underline" };

/** Where to see what came in. */
function Where({ view }: { view: ImportView }) {
  const kind = sheetOf(view.profile);
  if (kind === null)
    return (
      <>
        <Link to="/products" style={UNDERLINED}>
          See the products
        </Link>{" "}
        or{" "}
        <Link to="/stock" style={UNDERLINED}>
          the stock
        </Link>
        .
      </>
    );
  const { link, word } = SEEN[kind];
  return (
    <Link {...link} style={UNDERLINED}>
      See the {word}
    </Link>
  );
}

const SEEN: Record<SheetKind, { link: LinkProps; word: string }> = {
  PRICES: { link: { to: "/products" }, word: "products" },
  BINS: { link: { to: "/warehouses" }, word: "warehouses" },
  LOTS: { link: { to: "/lots" }, word: "lots" },
  LOT_STOCK: { link: { to: "/stock" }, word: "stock" },
  SERIALS: { link: { to: "/serials" }, word: "pieces" },
  COUNTS: { link: { to: "/counts" }, word: "counts" },
};

/** Where the import stands, in one sentence, with a bar while it works. */
export function ImportProgress({ view }: { view: ImportView }) {
  const work = WORK[view.status];
  if (work) {
    const isChecking = work === READING;
    const total = isChecking ? 0 : view.rowsTotal;
    return (
      <Panel title={work.title}>
        <Progress
          value={total > 0 ? Math.min(100, (view.rowsDone / total) * 100) : 100}
          animated={total === 0}
          aria-label={work.bar}
        />
        <p className="dim num" role="status" style={{ margin: "8px 0 0" }}>
          {formatCount(view.rowsDone)} {total > 0 ? `of ${formatCount(total)} rows` : "rows read"}. You can leave this
          page; it goes on.
        </p>
      </Panel>
    );
  }
  if (view.status === "DONE") {
    return (
      <Panel title="Done">
        {view.error ? (
          <div role="alert" style={{ color: "var(--red)", marginBottom: 8 }}>
            It could not be undone. {view.error.message}
          </div>
        ) : null}
        The accepted rows are in. <Where view={view} />
      </Panel>
    );
  }
  if (view.status === "UNDONE") {
    return (
      <Panel title="Undone">
        Everything is as it was before. Stock went back by reversal, so the{" "}
        <Link to="/ledger" style={UNDERLINED}>
          ledger
        </Link>{" "}
        keeps both. The file can be imported again.
      </Panel>
    );
  }
  if (view.status === "CANCELLED") return <Panel title="Given up">Nothing of this file was imported.</Panel>;
  if (!view.error) return null;
  return (
    <Panel title={view.status === "NEEDS_MAPPING" ? "Which column is which?" : "This file can't be imported"}>
      <div role="alert" style={{ color: "var(--red)" }}>
        {view.error.message}
        {view.error.column ? ` Column: ${view.error.column}.` : ""}
        {view.error.line ? ` Line ${view.error.line}.` : ""}
      </div>
      <div className="dim" style={{ marginTop: 4 }}>
        {view.error.code}. {view.status === "NEEDS_MAPPING" ? "Choose it below." : null}
        {view.status === "FAILED" ? (view.rowsDone > 0 ? "What was written stays." : "Nothing was written.") : null}
      </div>
    </Panel>
  );
}
