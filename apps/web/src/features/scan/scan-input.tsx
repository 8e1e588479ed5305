import { TextInput } from "@mantine/core";
import { IconScan } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import styles from "./scan.module.css";

/** Takes what a scanner types, wherever the focus was: it jumps back whenever nothing else is being filled in. */
export function ScanInput({ onScan }: { onScan: (text: string) => void }) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const isFilling =
        target?.closest("input, textarea, select, [role=dialog], [role=menu], [contenteditable]") ?? null;
      if (isFilling !== null || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      input.current?.focus();
    };
    input.current?.focus();
    // Before the shortcuts of the page: here every letter is part of a code.
    document.addEventListener("keydown", focus, { capture: true });
    return () => document.removeEventListener("keydown", focus, { capture: true });
  }, []);
  return (
    <form
      className={styles.input}
      onSubmit={(event) => {
        event.preventDefault();
        onScan(text);
        setText("");
      }}
    >
      <TextInput
        ref={input}
        size="lg"
        aria-label="Scan or type a code"
        placeholder="Scan, or type a code and Enter; 12* before it is a quantity"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        leftSection={<IconScan size={22} stroke={1.6} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
