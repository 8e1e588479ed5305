import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./review-changes.module.css";
import type { RoleEdit } from "./use-role-edits.ts";

/** What the noted ticks add and take away, and whom that reaches, before anything is saved. */
export function ReviewChanges({
  edits,
  onSaved,
  onClose,
}: {
  edits: readonly RoleEdit[];
  onSaved: (roleId: string) => void;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const update = trpc.role.update.useMutation();
  const save = async () => {
    for (const { role, permissions } of edits) {
      const { id, version, name, description, maxApprovalAmount, maxAdjustQty, maxDiscountPct, requiresMfa } = role;
      await update.mutateAsync({
        id,
        version,
        name,
        description,
        permissions: [...permissions],
        maxApprovalAmount,
        maxAdjustQty,
        maxDiscountPct,
        requiresMfa,
        idempotencyKey: newKey(),
      });
      await utils.role.list.invalidate();
      onSaved(id);
    }
    showToast({ code: "role.updated", text: `${edits.map(({ role }) => role.name).join(", ")}: permissions saved` });
  };
  return (
    <ConfirmDialog
      title="Review changes"
      confirm={edits.length === 1 ? "Save role" : `Save ${edits.length} roles`}
      onConfirm={save}
      onClose={onClose}
      effect={
        <>
          <p className={styles.intro}>They take effect in open sessions within seconds.</p>
          {edits.map((edit) => (
            <RoleDiff key={edit.role.id} edit={edit} />
          ))}
        </>
      }
    />
  );
}

function RoleDiff({ edit: { role, added, removed } }: { edit: RoleEdit }) {
  const holders = trpc.role.assignments.useQuery({ roleId: role.id });
  const names = [...new Set((holders.data?.rows ?? []).filter((row) => !row.isOver).map((row) => row.userName))];
  return (
    <section className={styles.role} aria-label={role.name}>
      <h3>{role.name}</h3>
      <ul>
        {added.map((permission) => (
          <li key={permission} data-kind="added">
            <span aria-hidden="true">+</span> <span className="hidden-visually">adds </span>
            <code>{permission}</code>
          </li>
        ))}
        {removed.map((permission) => (
          <li key={permission} data-kind="removed">
            <span aria-hidden="true">−</span> <span className="hidden-visually">takes away </span>
            <code>{permission}</code>
          </li>
        ))}
      </ul>
      <p>
        {role.people === 0
          ? "Nobody holds this role."
          : `Affects ${plural(role.people, "person", "people")}${names.length > 0 ? `: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}` : ""}.`}
      </p>
    </section>
  );
}
