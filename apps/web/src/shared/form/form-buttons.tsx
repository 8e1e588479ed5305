import { Button } from "@mantine/core";
import styles from "./form.module.css";

/** Cancel and the one verb, at the end of a form. */
export function FormButtons({
  verb,
  busy,
  onCancel,
  disabled = false,
}: {
  verb: string;
  busy: boolean;
  onCancel: () => void;
  disabled?: boolean;
}) {
  return (
    <div className={styles.buttons}>
      <Button onClick={onCancel}>Cancel</Button>
      <Button type="submit" variant="filled" loading={busy} disabled={disabled}>
        {verb}
      </Button>
    </div>
  );
}
