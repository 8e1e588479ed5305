import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { FlowState } from "./scan-flow.ts";
import styles from "./scan.module.css";

/** Names the lot of goods whose label does not. */
export function LotForm({
  needsLot,
  onNamed,
  onCancel,
}: {
  needsLot: NonNullable<FlowState["needsLot"]>;
  onNamed: (lotNumber: string, expiresAt: string | null) => void;
  onCancel: () => void;
}) {
  const number = useRef<HTMLInputElement>(null);
  // The person was just asked for it.
  useEffect(() => number.current?.focus(), []);
  const [lot, setLot] = useState("");
  const [day, setDay] = useState("");
  return (
    <form
      className={styles.lot}
      aria-label={`Lot of ${needsLot.product.sku}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (lot.trim() !== "") onNamed(lot.trim(), day === "" ? null : day);
      }}
    >
      <TextInput
        label="Lot number"
        required
        autoComplete="off"
        maxLength={80}
        ref={number}
        value={lot}
        onChange={(event) => setLot(event.currentTarget.value)}
      />
      {needsLot.product.trackExpiry ? (
        <TextInput type="date" label="Expires on" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
      ) : null}
      <Button type="submit" variant="filled">
        Receive
      </Button>
      <Button onClick={onCancel}>Leave it</Button>
    </form>
  );
}
