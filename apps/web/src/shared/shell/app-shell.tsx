import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { useLiveUpdates } from "../api/use-live-updates.ts";
import { listenToKeys } from "../keys/listen.ts";
import { useCan } from "../session/session.tsx";
import styles from "./app-shell.module.css";
import { CommandPalette } from "./command-palette.tsx";
import { FooterBar } from "./footer-bar.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { useNavFolded } from "./preferences.ts";
import { ShellContext } from "./shell-context.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { SideNav } from "./side-nav.tsx";
import { TopBar } from "./top-bar.tsx";
import { useAccountDisplay } from "./use-display.ts";
import { useGlobalShortcuts } from "./use-global-shortcuts.ts";

/** The frame of every signed-in page: navigation, top bar, page, footer; on phones a bar at the bottom. */
export function AppShell({ children }: { children: ReactNode }) {
  const [wantsFolded, setFolded] = useNavFolded();
  const isNarrow = useMediaQuery("(max-width: 1000px)", false, { getInitialValueInEffect: false });
  const folded = wantsFolded || isNarrow;
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  const live = useLiveUpdates(useCan("notification:read_own"));
  useAccountDisplay();
  useEffect(() => listenToKeys(), []);
  useGlobalShortcuts({
    openPalette: () => setOpen("palette"),
    openSheet: () => setOpen("sheet"),
    toggleNav: () => setFolded(!folded),
  });
  return (
    <ShellContext value={{ openPalette: () => setOpen("palette"), openSheet: () => setOpen("sheet") }}>
      <a href="#page" className="skip">
        Skip to the page
      </a>
      <div className={styles.shell} data-folded={folded || undefined}>
        <SideNav folded={folded} {...(isNarrow ? {} : { onFold: () => setFolded(!folded) })} />
        <div className={styles.main}>
          <TopBar />
          <main id="page" className={styles.page} tabIndex={-1}>
            {children}
          </main>
          <FooterBar live={live} />
          <PhoneBar />
        </div>
      </div>
      {open === "palette" ? <CommandPalette onClose={() => setOpen(null)} /> : null}
      {open === "sheet" ? <ShortcutSheet onClose={() => setOpen(null)} /> : null}
    </ShellContext>
  );
}
