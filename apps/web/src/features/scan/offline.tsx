import { IconCloudOff } from "@tabler/icons-react";
import styles from "./scan.module.css";

/** Says that there is no connection, and that nothing is lost. */
export function Offline({ queue }: { queue: { readonly offline: boolean } }) {
  return queue.offline ? (
    <p className={styles.offline} role="alert">
      <IconCloudOff size={16} stroke={1.7} aria-hidden="true" /> No connection. What you scan is kept here and sent when
      it is back.
    </p>
  ) : null;
}
