import type { Permission } from "@invista/contracts/permissions";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Notice } from "../ui/notice.tsx";
import { useCan, useMe } from "./session.tsx";

/** A page for those who may; others read which permission they lack and whom to ask. */
export function RequirePermission({ permission, children }: { permission: Permission; children: ReactNode }) {
  const me = useMe();
  if (useCan(permission)) return children;
  return (
    <Notice icon={<IconLock size={28} stroke={1.5} />} title="You can't open this page">
      It needs the permission <code>{permission}</code>. You are signed in as {me.user.displayName} (
      {me.roles.join(", ")}). Ask an administrator to add it to one of your roles.
    </Notice>
  );
}
