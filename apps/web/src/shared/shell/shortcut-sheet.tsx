import type { Shortcut } from "../keys/shortcut-store.ts";
import { useShortcutList } from "../keys/use-shortcuts.ts";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./shortcut-sheet.module.css";

const GROUPS: readonly Shortcut["group"][] = ["This page", "Go to", "Everywhere"];

/** Every key that does something here. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const all = useShortcutList();
  return (
    <Dialog title="Keyboard shortcuts" size={640} onClose={onClose}>
      <div className={styles.groups}>
        {GROUPS.map((group) => {
          const mine = all.filter((shortcut) => shortcut.group === group);
          return mine.length === 0 ? null : (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {mine.map((shortcut) => (
                  <div key={shortcut.keys}>
                    <dt>{shortcut.label}</dt>
                    <dd>
                      {(shortcut.shownAs ?? shortcut.keys.split(" ")).map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
