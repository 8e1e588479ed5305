import { IconAdjustments, IconKey, IconShieldLock, IconUserShield, IconUsersGroup } from "@tabler/icons-react";

/** People, what they may do, and how the product behaves. */
export const SETTINGS = {
  label: "Settings",
  items: [
    { to: "/team", label: "Team", icon: IconUsersGroup, permission: "user:read", letter: "m" },
    { to: "/roles", label: "Roles", icon: IconUserShield, permission: "role:read", letter: "r" },
    { to: "/api-keys", label: "API keys", icon: IconKey, permission: "api_key:read", letter: "k" },
    { to: "/configuration", label: "Configuration", icon: IconAdjustments, permission: "config:read", letter: "e" },
    { to: "/security", label: "Security", icon: IconShieldLock, permission: "session:read_own", letter: "x" },
  ],
} as const;
