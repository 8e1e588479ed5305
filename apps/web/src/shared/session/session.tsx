import type { Permission } from "@invista/contracts/permissions";
import type { Me } from "@invista/contracts/session/me";
import { createContext, use, type ReactNode } from "react";

export const SessionContext = createContext<Me | null>(null);

/** Who is signed in, with roles, rights and limits. */
export function useMe(): Me {
  const me = use(SessionContext);
  if (!me) throw new Error("useMe outside of the signed-in part");
  return me;
}

/** Whether the signed-in person holds a permission. Hides what would be refused; the server decides. */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}

/** Shows its children only to those who may. */
export function Can({
  permission,
  children,
  otherwise = null,
}: {
  permission: Permission;
  children: ReactNode;
  otherwise?: ReactNode;
}) {
  return useCan(permission) ? children : otherwise;
}
