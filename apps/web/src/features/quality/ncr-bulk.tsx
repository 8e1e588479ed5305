import { Textarea } from "@mantine/core";
import { NEXT_STATUS, type NcrRow } from "@invista/contracts/quality/ncr";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { STEP_WORDS } from "./ncr-words.ts";

type Step = keyof typeof STEP_WORDS;
const STEPS: readonly { to: Step; verb: string; done: string }[] = [
  { to: "CONTAINED", verb: "Contain", done: "contained" },
  { to: "ROOT_CAUSE", verb: "Name the cause", done: "given a cause" },
  { to: "CORRECTED", verb: "Record the correction", done: "corrected" },
  { to: "VERIFIED", verb: "Verify", done: "verified" },
  { to: "CLOSED", verb: "Close", done: "closed" },
];

/** What can be done with the chosen nonconformances: the steps that come next for any of them. */
export function NcrBulk({ rows, onDone }: { rows: readonly NcrRow[]; onDone: () => void }) {
  const steps = STEPS.filter(({ to }) => rows.some((row) => NEXT_STATUS[row.status] === to));
  return (
    <>
      {steps.map((step) => (
        <NextStep key={step.to} {...step} rows={rows} onDone={onDone} />
      ))}
      <ExportChosen list="nonconformances" ids={rows.map((row) => row.id)} permission="stock:export" />
    </>
  );
}

function NextStep({
  to,
  verb,
  done,
  rows,
  onDone,
}: {
  to: Step;
  verb: string;
  done: string;
  rows: readonly NcrRow[];
  onDone: () => void;
}) {
  const utils = trpc.useUtils();
  const advance = trpc.ncr.advance.useMutation();
  const [text, setText] = useState("");
  const { asks, means } = STEP_WORDS[to];
  return (
    <BulkStep
      rows={rows}
      rowId={(row) => row.id}
      rowLabel={(row) => row.ncrNumber}
      noun="nonconformance"
      verb={verb}
      ask={(things) => `${verb}${asks ? " of" : ""} ${things}?`}
      done={done}
      permission="quality:inspect"
      may={(row) => NEXT_STATUS[row.status] === to && (to !== "CLOSED" || row.disposition !== null)}
      effect={asks ? `${means} The same is written down for each of them.` : means}
      fields={
        asks ? (
          <Textarea
            label={asks}
            required
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : undefined
      }
      isReady={!asks || text.trim() !== ""}
      send={({ id, version }, idempotencyKey) =>
        advance.mutateAsync({ id, version, to, text: asks ? text : null, idempotencyKey })
      }
      readAgain={() => utils.ncr.invalidate()}
      onDone={onDone}
    />
  );
}
