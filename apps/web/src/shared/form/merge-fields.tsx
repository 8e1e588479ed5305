import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import forms from "./form.module.css";
import styles from "./merge-fields.module.css";

export interface FieldDifference<Field extends string> {
  readonly field: Field;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

interface Props<Field extends string> {
  /** "product": what was saved meanwhile. */
  readonly what: string;
  readonly rows: readonly FieldDifference<Field>[];
  readonly onMerge: (takeTheirs: ReadonlySet<Field>) => void;
  readonly onCancel: () => void;
}

/** Field by field: what I typed, what was saved meanwhile, and which of the two to keep. */
export function MergeFields<Field extends string>({ what, rows, onMerge, onCancel }: Props<Field>) {
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<Field>>(new Set());
  const choose = (field: Field, theirsWins: boolean) => {
    const next = new Set(takeTheirs);
    if (theirsWins) next.add(field);
    else next.delete(field);
    setTakeTheirs(next);
  };
  return (
    <>
      <p className="dim">
        Someone saved this {what} while you were editing. Nothing of yours is lost, and what they changed elsewhere is
        kept.{" "}
        {rows.length > 0
          ? "Choose where you both changed the same, then save again."
          : "You changed different fields: look at both together, then save again."}
      </p>
      {rows.length > 0 ? <Choices rows={rows} takeTheirs={takeTheirs} onChoose={choose} /> : null}
      <div className={forms.buttons}>
        <Button onClick={onCancel}>Discard mine</Button>
        <Button variant="filled" onClick={() => onMerge(takeTheirs)} data-autofocus>
          Continue with these
        </Button>
      </div>
    </>
  );
}

function Choices<Field extends string>({
  rows,
  takeTheirs,
  onChoose,
}: {
  rows: readonly FieldDifference<Field>[];
  takeTheirs: ReadonlySet<Field>;
  onChoose: (field: Field, theirsWins: boolean) => void;
}) {
  return (
    <table className={styles.table} aria-label="Differences">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Yours</th>
          <th scope="col">Theirs, saved now</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field}>
            <th scope="row">{row.label}</th>
            <td>
              <Radio
                name={`merge-${row.field}`}
                label={row.mine || "(empty)"}
                checked={!takeTheirs.has(row.field)}
                onChange={() => onChoose(row.field, false)}
              />
            </td>
            <td>
              <Radio
                name={`merge-${row.field}`}
                label={row.theirs || "(empty)"}
                checked={takeTheirs.has(row.field)}
                onChange={() => onChoose(row.field, true)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
