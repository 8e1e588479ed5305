import { enterCountInput } from "@invista/contracts/count/count";
import type { CountLine } from "@invista/contracts/count/read-count";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { readQuantity, splitUnit } from "../../shared/form/pack-quantity.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { COUNT_LINE_WORDS } from "../../shared/ui/state-words.ts";
import styles from "./count-sheet.module.css";
import { binWord } from "./count-words.ts";

const { quantity } = enterCountInput.shape.lines.element.shape;

/** One line of the sheet. What was typed stays in its field until the server has it. */
export function SheetRow({ countId, line, mayCount }: { countId: string; line: CountLine; mayCount: boolean }) {
  const utils = trpc.useUtils();
  const enter = trpc.count.enter.useMutation();
  const [typed, setTyped] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const taken = line.state === "COUNTED" && !line.countedByMe;
  const isClosed = !mayCount || line.isForOthers || taken;
  const known = saved ?? line.counted ?? "";
  const save = async () => {
    if (typed === null) return;
    // "2 BOX" is read with the packs of the product; the sheet then shows it in the product's own unit.
    const packs = splitUnit(typed)
      ? await utils.unit.packs.fetch({ productId: line.productId }).catch(() => undefined)
      : undefined;
    const { value, problem: unread } = readQuantity(typed, null, packs);
    if (unread !== null) {
      setProblem(unread);
      return;
    }
    if (value === "" || value === known) {
      setTyped(null);
      setProblem(null);
      return;
    }
    const checked = quantity.safeParse(value);
    if (!checked.success) {
      setProblem(`${value} ${checked.error.issues[0]?.message ?? "is not a quantity"}`);
      return;
    }
    setProblem(null);
    setSaved(value);
    try {
      await enter.mutateAsync({ id: countId, lines: [{ lineId: line.id, quantity: value }], idempotencyKey: newKey() });
      setTyped(null);
      void utils.count.get.invalidate({ id: countId });
    } catch (error) {
      setSaved(null);
      setProblem(refusalOf(error)?.message ?? "It was not saved.");
    }
  };
  const counted = saved !== null || line.state === "COUNTED";
  const word = problem ? "Not saved" : counted ? COUNT_LINE_WORDS.COUNTED.word : COUNT_LINE_WORDS[line.state].word;
  const tone = problem ? "danger" : counted ? COUNT_LINE_WORDS.COUNTED.tone : COUNT_LINE_WORDS[line.state].tone;
  const name = `${line.sku} in ${binWord(line.location)}${line.lotNumber ? `, lot ${line.lotNumber}` : ""}`;
  return (
    <tr data-entity="count_line" data-id={line.id} data-state={counted ? "COUNTED" : line.state}>
      <td className={styles.bin}>{binWord(line.location)}</td>
      <td>
        <span className="strong">{line.sku}</span> <span className={`${styles.name} dim`}>{line.name}</span>
        {line.lotNumber ? <span className={`${styles.lot} dim`}>Lot {line.lotNumber}</span> : null}
        {line.isAdded ? <span className="dim"> · added</span> : null}
      </td>
      <td data-wide className="num">
        {line.lotNumber ?? <span className="faint">–</span>}
        {line.expiresOn ? <span className="dim"> to {line.expiresOn}</span> : null}
      </td>
      <td data-align="end">
        {isClosed ? (
          <span className="dim num">
            {line.isForOthers && !counted
              ? "for someone else"
              : line.counted !== null
                ? formatDecimal(line.counted)
                : counted
                  ? `by ${line.countedByName ?? "someone else"}`
                  : "–"}
          </span>
        ) : (
          <TextInput
            size="xs"
            className={styles.field}
            aria-label={`Counted of ${name}`}
            autoComplete="off"
            value={typed ?? known}
            error={problem}
            rightSection={<span className="dim">{line.isSerial ? "pcs" : line.unitCode.toLowerCase()}</span>}
            rightSectionPointerEvents="none"
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={() => void save()}
          />
        )}
      </td>
      <td data-wide>
        <StatusChip tone={tone}>{enter.isPending ? "Saving" : word}</StatusChip>
      </td>
    </tr>
  );
}
