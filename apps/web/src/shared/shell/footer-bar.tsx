import type { LiveState } from "../api/use-live-updates.ts";
import { useShortcutList } from "../keys/use-shortcuts.ts";
import { Can } from "../session/session.tsx";
import styles from "./footer-bar.module.css";
import { InvariantLight } from "./invariant-light.tsx";

/** The keys of this page, and whether everything still adds up. */
export function FooterBar({ live }: { live: LiveState }) {
  const shortcuts = useShortcutList().filter((shortcut) => shortcut.inFooter);
  return (
    <footer className={styles.foot}>
      <ul className={styles.keys} aria-label="Keys of this page">
        {shortcuts.map((shortcut) => (
          <li key={shortcut.keys}>
            {(shortcut.shownAs ?? [shortcut.keys]).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}{" "}
            {shortcut.label}
          </li>
        ))}
      </ul>
      <div className={styles.right}>
        {live === "lost" ? <span className={styles.lost}>Live updates interrupted, reconnecting</span> : null}
        <Can permission="dashboard:read">
          <InvariantLight />
        </Can>
      </div>
    </footer>
  );
}
