import { Button } from "@mantine/core";
import { IconCopy, IconDownload } from "@tabler/icons-react";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./security.module.css";

/** Recovery codes, shown this once: to copy or to keep as a file. */
export function CodeList({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const text = codes.join("\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    showToast({ code: "mfa.codesCopied", text: "The codes were copied" });
  };
  return (
    <>
      <p className="dim">
        Each of these gets you in once when you lose your authenticator. They are shown only now: keep them where you
        keep your keys.
      </p>
      <ul className={styles.list} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div style={{ display: "flex", flexWrap: "wrap", justifyContent: "flex-end", gap: 8, marginTop: 16 }}>
        <Button leftSection={<IconCopy size={15} stroke={1.8} />} onClick={() => void copy()}>
          Copy
        </Button>
        <Button
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`Invista recovery codes\n\n${text}\n`)}`}
          download="invista-recovery-codes.txt"
          leftSection={<IconDownload size={15} stroke={1.8} />}
        >
          Download
        </Button>
        <Button variant="filled" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </>
  );
}
