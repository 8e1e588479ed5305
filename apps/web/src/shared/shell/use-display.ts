import { useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { newKey } from "../api/new-key.ts";
import { trpc } from "../api/trpc.ts";
import { useMe } from "../session/session.tsx";
import { useDensity, type Density } from "./preferences.ts";

/** Theme and density: taken at once, and kept with the account so that other browsers follow. */
export function useDisplay() {
  const utils = trpc.useUtils();
  const save = trpc.profile.updateDisplay.useMutation({ onSuccess: () => utils.session.me.invalidate() });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  return {
    theme: colorScheme,
    setTheme: (theme: MantineColorScheme) => {
      setColorScheme(theme);
      save.mutate({ theme, idempotencyKey: newKey() });
    },
    density,
    setDensity: (next: Density) => {
      setDensity(next);
      save.mutate({ density: next, idempotencyKey: newKey() });
    },
  };
}

/** Takes over what the person chose in another browser. */
export function useAccountDisplay(): void {
  const { theme, density } = useMe().display;
  const { setColorScheme } = useMantineColorScheme();
  const [, setDensity] = useDensity();
  useEffect(() => {
    if (theme) setColorScheme(theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (density) setDensity(density);
  }, [density, setDensity]);
}
