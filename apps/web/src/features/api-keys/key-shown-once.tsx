import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { Outputs } from "../../shared/api/trpc.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import styles from "./key-shown-once.module.css";

/** The text of a new key, this once. */
export function KeyShownOnce({ made, onClose }: { made: Outputs["apiKey"]["create"]; onClose: () => void }) {
  const key = made.key ?? "";
  return (
    <Dialog title={`${made.name} was created`} size={560} onClose={onClose}>
      {made.key === null ? (
        <p>
          This request was answered before, so its text was shown already. Revoke the key if you don&apos;t have it.
        </p>
      ) : (
        <>
          <p className="dim">Copy it now: it is stored nowhere and can&apos;t be shown again.</p>
          <code className={styles.key} data-testid="api-key">
            {key}
          </code>
          <p className="dim">
            Send it as <code>Authorization: Bearer {`inv_${made.prefix}_…`}</code>
          </p>
        </>
      )}
      <div className={styles.buttons}>
        {made.key === null ? null : (
          <CopyButton value={key}>
            {({ copied, copy }) => (
              <Button
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={copy}
                data-autofocus
              >
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        )}
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
