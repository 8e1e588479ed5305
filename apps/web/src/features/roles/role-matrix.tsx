import type { Permission } from "@invista/contracts/permissions";
import { IconLock } from "@tabler/icons-react";
import { sentence } from "../../shared/format/words.ts";
import { useMe } from "../../shared/session/session.tsx";
import { actionWords, type PermissionGroup } from "../../shared/ui/permission-words.ts";
import type { Role } from "./role.ts";
import styles from "./role-matrix.module.css";

/** Every role against every permission; ticking is only noted until the changes are reviewed. */
export function RoleMatrix({
  roles,
  groups,
  openId,
  mayEdit,
  isChecked,
  onWish,
  onOpen,
}: {
  roles: readonly Role[];
  groups: readonly PermissionGroup[];
  openId: string | undefined;
  mayEdit: boolean;
  isChecked: (role: Role, permission: string) => boolean;
  onWish: (role: Role, permission: string, wanted: boolean) => void;
  onOpen: (role: Role) => void;
}) {
  const me = useMe();
  const lockOf = (role: Role): string | null => {
    if (role.isSystem && role.name === "Owner") return "Owner always has every permission";
    if (me.roles.includes(role.name)) return "You hold this role: someone else must change it";
    return mayEdit ? null : "Changing roles needs the permission role:manage";
  };
  const lockOfCell = (role: Role, permission: Permission): string | null =>
    !role.permissions.includes(permission) && !me.permissions.includes(permission)
      ? "You can't give a permission you don't have"
      : null;
  return (
    // The table is wider and longer than the screen: it scrolls by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scroll} tabIndex={0} aria-label="Roles and permissions">
      <table className={styles.matrix} aria-label="Permissions by role">
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              Permission
            </th>
            {roles.map((role) => (
              <th key={role.id} scope="col" data-open={role.id === openId || undefined}>
                <button
                  type="button"
                  className={styles.role}
                  onClick={() => onOpen(role)}
                  data-entity="role"
                  data-id={role.id}
                >
                  <span className={styles.name}>{role.name}</span>
                  <span className="dim">
                    {lockOf(role) ? <IconLock size={11} aria-hidden="true" /> : null} {role.people}
                    {role.people === 1 ? " person" : " people"}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ resource, permissions }) => (
          <tbody key={resource}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={roles.length + 1}>
                {sentence(resource)}
              </th>
            </tr>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row" title={permission}>
                  {actionWords(permission)}
                </th>
                {roles.map((role) => {
                  const checked = isChecked(role, permission);
                  const changed = checked !== role.permissions.includes(permission);
                  const lock = lockOf(role) ?? lockOfCell(role, permission);
                  return (
                    <td key={role.id} data-changed={changed || undefined} data-open={role.id === openId || undefined}>
                      <input
                        type="checkbox"
                        aria-label={`${role.name}: ${permission}`}
                        title={lock ?? undefined}
                        disabled={lock !== null}
                        checked={checked}
                        onChange={() => onWish(role, permission, !checked)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
