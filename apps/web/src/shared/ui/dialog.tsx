import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./dialog.module.css";

/** A dialog: one question or one form over the page; Esc closes it and the page gets its focus back. */
export function Dialog({
  title,
  size = 480,
  onClose,
  children,
}: {
  title: string;
  size?: number;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      yOffset="9vh"
      transitionProps={{ duration: 120, transition: "fade" }}
      classNames={{ content: styles.content ?? "" }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content>
        <div className={styles.head}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
        </div>
        <Modal.Body className={styles.body}>{children}</Modal.Body>
        {/* Last, so that the first field has the focus when it opens. */}
        <CloseButton className={styles.close} aria-label="Close" onClick={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}
