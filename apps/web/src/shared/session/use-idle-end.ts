import { useEffect } from "react";
import { useServices } from "../api/services.ts";

const CHECK_MS = 30_000;
const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
const KEY = "invista.used";

/**
 * Ends the session here when nobody touched any of its windows for so long: the server counts what a window reads by
 * itself as use, so it can't tell an unattended screen.
 */
export function useIdleEnd(idleMinutes: number | null): void {
  const { auth } = useServices();
  useEffect(() => {
    if (idleMinutes === null) return undefined;
    let noted = 0;
    const use = () => {
      if (Date.now() - noted < 1_000) return;
      noted = Date.now();
      localStorage.setItem(KEY, String(noted));
    };
    use();
    for (const sign of SIGNS) addEventListener(sign, use, { passive: true, capture: true });
    const timer = setInterval(() => {
      const used = Number(localStorage.getItem(KEY) ?? noted);
      if (Date.now() - used > idleMinutes * 60_000) void auth.signOut({ scope: "local" });
    }, CHECK_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, use, { capture: true });
    };
  }, [auth, idleMinutes]);
}
