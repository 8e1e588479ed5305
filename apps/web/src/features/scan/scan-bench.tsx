import { ActionIcon } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState, type ReactNode } from "react";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { ScanInput } from "./scan-input.tsx";
import styles from "./scan.module.css";

/** With its reader of barcodes, which only those load who use it. */
const CameraDialog = lazy(() => import("./camera-dialog.tsx"));

const TWICE_MS = 900;

/** Where codes go in, typed, by scanner or camera; Esc lets go of what is in hand, Esc Esc undoes the last scan. */
export function ScanBench({
  onScan,
  onLetGo = () => undefined,
  onUndo,
  escapeLabel,
  children,
}: {
  onScan: (text: string) => void;
  onLetGo?: () => void;
  onUndo: () => void;
  escapeLabel: string;
  children: ReactNode;
}) {
  const [filming, setFilming] = useState(false);
  const pressed = useRef(0);
  const escape = () => {
    const at = Date.now();
    const isTwice = at - pressed.current < TWICE_MS;
    pressed.current = isTwice ? 0 : at;
    if (isTwice) onUndo();
    else onLetGo();
  };
  useShortcuts([
    { keys: "Escape", label: escapeLabel, group: "This page", shownAs: ["Esc"], inFooter: true, run: escape },
  ]);
  return (
    <div
      className={styles.station}
      onKeyDown={(event) => {
        // Inside the field the shortcuts of the page are asleep.
        if (event.key === "Escape" && event.target instanceof HTMLInputElement) escape();
      }}
      role="presentation"
    >
      <div className={styles.enter}>
        <ScanInput onScan={onScan} />
        <ActionIcon size={50} aria-label="Scan with the camera" onClick={() => setFilming(true)}>
          <IconCamera size={24} stroke={1.6} />
        </ActionIcon>
      </div>
      {filming ? (
        <Suspense>
          <CameraDialog onScan={onScan} onClose={() => setFilming(false)} />
        </Suspense>
      ) : null}
      {children}
    </div>
  );
}
