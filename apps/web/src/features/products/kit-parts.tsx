import { Button, MultiSelect } from "@mantine/core";
import type { KitPlan } from "@invista/contracts/kit/kit";
import { useState } from "react";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { formatFullDay } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import styles from "./kit-parts.module.css";
import { isChosen, piecesTaken, placeKey, taken, takenInAll, type Choice, type Choices } from "./kit-values.ts";

type Part = KitPlan["parts"][number];

/** What building takes and from where; each place can be changed. */
export function KitParts({
  plan,
  choices,
  onChoose,
}: {
  plan: KitPlan;
  choices: Choices;
  onChoose: (key: string, choice: Choice) => void;
}) {
  return (
    <ul className={styles.parts} aria-label="What is taken">
      {plan.parts.map((part) => (
        <li key={part.productId} className={styles.part} data-entity="component" data-id={part.productId}>
          <PartHead part={part} choices={choices} />
          <Sources part={part} choices={choices} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  );
}

function PartHead({ part, choices }: { part: Part; choices: Choices }) {
  const isShort = /[1-9]/.test(part.short);
  const all = takenInAll(part, choices);
  return (
    <div className={styles.head}>
      <span className={`${styles.name} cut`}>
        <span className="strong">{part.sku}</span> <span className="dim">{part.name}</span>
      </span>
      {isShort ? (
        <span className={styles.short}>{formatDecimal(part.short)} missing</span>
      ) : isChosen(part, choices) ? null : (
        <span className={styles.short}>{all === null ? "–" : formatDecimal(all)} chosen</span>
      )}
      <Quantity value={part.needed} unit={part.unitCode} strong />
    </div>
  );
}

function Sources({
  part,
  choices,
  onChoose,
}: {
  part: Part;
  choices: Choices;
  onChoose: (key: string, choice: Choice) => void;
}) {
  const [open, setOpen] = useState(false);
  const used = part.sources.filter((one) => one.take !== "0" || choices[placeKey(part, one)] !== undefined);
  const shown = open ? part.sources : used;
  const others = part.sources.length - used.length;
  return (
    <>
      {shown.map((source) => {
        const key = placeKey(part, source);
        const bin = source.location || "Floor";
        const what = `${part.sku} from ${bin}${source.lotNumber ? `, lot ${source.lotNumber}` : ""}`;
        return (
          <div key={key} className={styles.source} data-pieces={part.trackSerials || undefined}>
            <span className={styles.place}>
              {bin}
              <span className="dim">
                {source.lotNumber ? `, lot ${source.lotNumber}` : ""}
                {source.expiresAt ? `, expires ${formatFullDay(source.expiresAt)}` : ""}
                {`, ${formatDecimal(source.free)} free`}
              </span>
            </span>
            {part.trackSerials ? (
              <MultiSelect
                className={styles.pieces ?? ""}
                aria-label={`Pieces of ${what}`}
                searchable
                limit={50}
                data={source.serials}
                value={[...piecesTaken(part, source, choices)]}
                onChange={(pieces) => onChoose(key, pieces)}
              />
            ) : (
              <DecimalField
                aria-label={`Quantity of ${what}`}
                w={96}
                value={taken(part, source, choices)}
                onChange={(text) => onChoose(key, text)}
              />
            )}
          </div>
        );
      })}
      {others > 0 && !open ? (
        <div className={styles.more}>
          <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
            Other bins and lots
          </Button>
        </div>
      ) : null}
    </>
  );
}
