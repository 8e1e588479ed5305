import { useState } from "react";
import styles from "./notice.module.css";

/** The id to give to support, with a button that copies it. */
export function RequestId({ id }: { id: string | null }) {
  const [copied, setCopied] = useState(false);
  if (!id) return null;
  const copy = () => void navigator.clipboard?.writeText(id).then(() => setCopied(true));
  return (
    <span className={styles.request}>
      Request <code>{id.slice(0, 8)}</code>
      <button type="button" onClick={copy} aria-label={`Copy request id ${id}`}>
        {copied ? "Copied" : "Copy"}
      </button>
    </span>
  );
}
