import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import styles from "./scan.module.css";

/** Names a piece whose label can't be read. */
export function SerialForm({
  sku,
  onNamed,
  onCancel,
}: {
  sku: string;
  onNamed: (serial: string) => void;
  onCancel: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  // The person was just asked for it.
  useEffect(() => field.current?.focus(), []);
  const [serial, setSerial] = useState("");
  return (
    <form
      className={styles.lot}
      aria-label={`Piece of ${sku}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (serial.trim() !== "") onNamed(serial.trim());
      }}
    >
      <TextInput
        label="Serial number"
        required
        autoComplete="off"
        maxLength={80}
        ref={field}
        value={serial}
        onChange={(event) => setSerial(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled">
        Take it
      </Button>
      <Button onClick={onCancel}>Leave it</Button>
    </form>
  );
}
