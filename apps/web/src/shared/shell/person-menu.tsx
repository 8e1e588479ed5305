import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { initials } from "../format/words.ts";
import { useMe } from "../session/session.tsx";
import { useSignOut } from "../session/use-sign-out.ts";
import styles from "./person-menu.module.css";
import { useDensity } from "./preferences.ts";
import { useShell } from "./shell-context.ts";

const SCHEMES = [
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
] as const;

const CHECK = <IconCheck size={14} aria-hidden="true" />;

const DENSITIES = [
  { value: "comfortable", label: "Comfortable rows" },
  { value: "compact", label: "Compact rows" },
] as const;

/** Who is signed in; theme, density and signing out. */
export function PersonMenu({ folded }: { folded: boolean }) {
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const { openSheet } = useShell();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={styles.person}>
          <span className={styles.avatar} aria-hidden="true">
            {initials(me.user.displayName)}
          </span>
          {folded ? (
            <span className="hidden-visually">{me.user.displayName}, account and display</span>
          ) : (
            <span className={styles.names}>
              <span className={`${styles.name} cut`}>{me.user.displayName}</span>
              <span className={`${styles.role} cut`}>{me.roles.join(", ")}</span>
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.user.email}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.RadioItem
            key={scheme.value}
            value={scheme.value}
            checked={colorScheme === scheme.value}
            checkIcon={CHECK}
            closeMenuOnClick
            onChange={() => setColorScheme(scheme.value)}
            rightSection={<scheme.icon size={16} stroke={1.6} />}
          >
            {scheme.label}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Label>Tables</Menu.Label>
        {DENSITIES.map((one) => (
          <Menu.RadioItem
            key={one.value}
            value={one.value}
            checked={density === one.value}
            checkIcon={CHECK}
            closeMenuOnClick
            onChange={() => setDensity(one.value)}
          >
            {one.label}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.6} />} onClick={openSheet}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
