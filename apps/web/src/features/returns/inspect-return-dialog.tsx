import { Select, TextInput } from "@mantine/core";
import { disposition, inspectReturnInput, type ReturnLine, type ReturnView } from "@invista/contracts/returns/returns";
import { compare, minus } from "@invista/contracts/quantity";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { DISPOSITION_WORDS } from "../../shared/ui/state-words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { SplitPieces } from "./split-pieces.tsx";
import { useReadReturnsAgain } from "./use-read-returns-again.ts";

export interface LineFate {
  fate: string;
  /** How much of it is scrapped instead. */
  scrapped: string;
  scrappedPieces: string[];
  location: string;
}
interface Values {
  lines: LineFate[];
}

const FATES = disposition.options.map((value) => ({ value, label: DISPOSITION_WORDS[value] }));

/** What becomes of each line that came back; a part of it may be scrapped. */
export function InspectReturnDialog({ view, onClose }: { view: ReturnView; onClose: () => void }) {
  const inspect = trpc.returns.inspect.useMutation();
  const undo = useUndo();
  const readAgain = useReadReturnsAgain();
  const { row } = view;
  const lines = view.lines.filter((line) => line.received !== "0");
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof inspectReturnInput>({
    schema: inspectReturnInput,
    initial: { lines: lines.map(() => ({ fate: "RESTOCK", scrapped: "", scrappedPieces: [], location: "" })) },
    toInput: (values, idempotencyKey) => ({
      id: row.id,
      version: row.version,
      parts: values.lines.flatMap((given, index) => {
        const line = lines[index];
        return line ? partsOf(line, given) : [];
      }),
      idempotencyKey,
    }),
    send: async (input) => {
      const done = await inspect.mutateAsync(input);
      showToast({
        code: "return.inspected",
        text: `${done.rmaNumber} is decided on`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
      await readAgain();
    },
  });
  const given = form.getValues().lines;
  return (
    <Dialog title={`What becomes of ${row.rmaNumber}`} onClose={onClose} size={760}>
      <form onSubmit={submit} noValidate aria-label="Decide on the return">
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          What is restocked can be sold again at once. What is repaired, replaced or kept stays in quarantine; what goes
          back to the customer leaves stock again.
        </p>
        <PlainTable
          label="What came back"
          entity="return_line"
          rows={lines.map((line, index) => ({ ...line, index }))}
          rowId={(line) => line.id}
          empty="Nothing came."
          columns={[
            { header: "SKU", cell: (line) => <span className="strong">{line.sku}</span> },
            { header: "Came", align: "end", cell: (line) => <Quantity value={line.received} unit={line.unitCode} /> },
            {
              header: "Fate",
              cell: (line) => (
                <Select
                  size="xs"
                  allowDeselect={false}
                  aria-label={`Fate of ${line.sku}`}
                  data={FATES}
                  {...form.getInputProps(`lines.${line.index}.fate`)}
                />
              ),
            },
            {
              header: "Into bin",
              cell: (line) =>
                given[line.index]?.fate === "RESTOCK" ? (
                  <TextInput
                    size="xs"
                    placeholder="Floor"
                    aria-label={`Bin for ${line.sku}`}
                    {...form.getInputProps(`lines.${line.index}.location`)}
                  />
                ) : (
                  <span className="faint">–</span>
                ),
            },
            {
              header: "Of that, scrap",
              align: "end",
              cell: (line) =>
                given[line.index]?.fate === "SCRAP" ? (
                  <span className="faint">all</span>
                ) : line.tracksSerials ? (
                  <SplitPieces line={line} {...form.getInputProps(`lines.${line.index}.scrappedPieces`)} />
                ) : (
                  <DecimalField
                    size="xs"
                    aria-label={`Scrapped of ${line.sku}`}
                    {...form.getInputProps(`lines.${line.index}.scrapped`)}
                  />
                ),
            },
          ]}
        />
        <FormButtons verb="Decide" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** A line as its parts: so much to scrap, the rest to its fate. */
function partsOf(line: ReturnLine, given: LineFate): object[] {
  const isPieces = line.tracksSerials;
  const asked = isPieces ? String(given.scrappedPieces.length) : parseDecimal(given.scrapped) || "0";
  const scrapped = given.fate === "SCRAP" || !/^\d+(\.\d+)?$/.test(asked) ? "0" : asked;
  const rest = minus(line.received, scrapped);
  const named = (all: string[]) => (isPieces ? { serials: all } : {});
  return [
    ...(compare(rest, "0") > 0
      ? [
          {
            itemId: line.id,
            disposition: given.fate,
            quantity: rest,
            location: given.fate === "RESTOCK" ? given.location.trim() : "",
            ...named(line.serials.filter((one) => !given.scrappedPieces.includes(one))),
          },
        ]
      : []),
    ...(scrapped === "0"
      ? []
      : [{ itemId: line.id, disposition: "SCRAP", quantity: scrapped, location: "", ...named(given.scrappedPieces) }]),
  ];
}
