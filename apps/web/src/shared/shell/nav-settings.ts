import { IconAdjustments, IconKey, IconUserShield } from "@tabler/icons-react";

/** People, what they may do, and how the product behaves. */
export const SETTINGS = {
  label: "Settings",
  items: [
    { to: "/roles", label: "Roles", icon: IconUserShield, permission: "role:read", letter: "r" },
    { to: "/api-keys", label: "API keys", icon: IconKey, permission: "api_key:read", letter: "k" },
    { to: "/configuration", label: "Configuration", icon: IconAdjustments, permission: "config:read", letter: "f" },
  ],
} as const;
