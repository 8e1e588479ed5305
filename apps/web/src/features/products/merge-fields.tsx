import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import forms from "../../shared/form/form.module.css";
import styles from "./merge-fields.module.css";
import { differences, FIELD_WORDS, merged, type ProductValues } from "./product-values.ts";

/** Field by field: what I typed, what was saved meanwhile, and which of the two to keep. */
export function MergeFields({ mine, theirs, onMerge, onCancel }: { mine: ProductValues; theirs: ProductValues; onMerge: (values: ProductValues) => void; onCancel: () => void }) {
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<keyof ProductValues>>(new Set());
  const rows = differences(mine, theirs);
  const choose = (field: keyof ProductValues, theirsWins: boolean) => {
    const next = new Set(takeTheirs);
    if (theirsWins) next.add(field);
    else next.delete(field);
    setTakeTheirs(next);
  };
  return (
    <>
      <p className="dim">Someone saved this product while you were editing. Nothing of yours is lost: choose what to keep, then save again.</p>
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
              <th scope="row">{FIELD_WORDS[row.field]}</th>
              <td>
                <Radio name={`merge-${row.field}`} label={row.mine || "(empty)"} checked={!takeTheirs.has(row.field)} onChange={() => choose(row.field, false)} />
              </td>
              <td>
                <Radio name={`merge-${row.field}`} label={row.theirs || "(empty)"} checked={takeTheirs.has(row.field)} onChange={() => choose(row.field, true)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={forms.buttons}>
        <Button onClick={onCancel}>Discard mine</Button>
        <Button variant="filled" onClick={() => onMerge(merged(mine, theirs, takeTheirs))} data-autofocus>
          Continue with these
        </Button>
      </div>
    </>
  );
}
