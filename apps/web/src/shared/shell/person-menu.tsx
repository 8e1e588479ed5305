import { Menu } from "@mantine/core";
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconShieldLock,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMe } from "../session/session.tsx";
import { useSignOut } from "../session/use-sign-out.ts";
import { Avatar } from "../ui/avatar.tsx";
import styles from "./person-menu.module.css";
import { useShell } from "./shell-context.ts";
import { useDisplay } from "./use-display.ts";

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
  const { theme, setTheme, density, setDensity } = useDisplay();
  const { openSheet } = useShell();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={styles.person}>
          <Avatar name={me.user.displayName} picture={me.user.avatar} />
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
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={16} stroke={1.6} />}>
          Profile
        </Menu.Item>
        <Menu.Item component={Link} to="/security" leftSection={<IconShieldLock size={16} stroke={1.6} />}>
          Security
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.RadioItem
            key={scheme.value}
            value={scheme.value}
            checked={theme === scheme.value}
            checkIcon={CHECK}
            closeMenuOnClick
            onChange={() => setTheme(scheme.value)}
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
