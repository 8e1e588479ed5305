import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHelp, IconSearch } from "@tabler/icons-react";
import { Can } from "../session/session.tsx";
import { NotificationBell } from "./notification-bell.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { useShell } from "./shell-context.ts";
import styles from "./top-bar.module.css";
import { WarehouseSwitch } from "./warehouse-switch.tsx";

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Search, warehouse, bell and help. */
export function TopBar() {
  const { openPalette, openSheet } = useShell();
  return (
    <header className={styles.top}>
      <button type="button" className={styles.search} onClick={openPalette}>
        <IconSearch size={16} stroke={1.6} aria-hidden="true" />
        <span className="cut">Search products, SKUs, orders, customers…</span>
        <kbd aria-hidden="true">{isApple ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <div className={styles.right}>
        <Can permission="warehouse:read">
          <WarehouseSwitch />
        </Can>
        <Can permission="notification:read_own">
          <NotificationBell />
        </Can>
        <span className={styles.desktop}>
          <Tooltip label="Keyboard shortcuts (?)">
            <ActionIcon aria-label="Keyboard shortcuts" onClick={openSheet} size={34}>
              <IconHelp size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </span>
        <span className={styles.phone}>
          <PersonMenu folded />
        </span>
      </div>
    </header>
  );
}
