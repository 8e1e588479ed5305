import { Button } from "@mantine/core";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { Can, useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { EditRoleDialog } from "./edit-role-dialog.tsx";
import { limitWords, type Role } from "./role.ts";
import { RoleHolders } from "./role-holders.tsx";

/** One role: its limits, who holds it where and until when, and what can be done with it. */
export function RolePeek({ role, onClose }: { role: Role; onClose: () => void }) {
  const me = useMe();
  const utils = trpc.useUtils();
  const reset = trpc.role.reset.useMutation();
  const remove = trpc.role.remove.useMutation();
  const [open, setOpen] = useState<"edit" | "assign" | "reset" | "remove" | null>(null);
  const mine = me.roles.includes(role.name);
  const close = () => setOpen(null);
  const key = () => ({ id: role.id, version: role.version, idempotencyKey: newKey() });
  return (
    <PeekPanel
      label={`Role ${role.name}`}
      title={role.name}
      subtitle={role.description}
      chip={role.isChanged ? <StatusChip tone="warning">Changed</StatusChip> : undefined}
      onClose={onClose}
      actions={
        <>
          <Can permission="role:assign">
            <Button variant="filled" onClick={() => setOpen("assign")}>
              Assign
            </Button>
          </Can>
          <Can permission="role:manage">
            <Button onClick={() => setOpen("edit")}>Edit</Button>
            {role.isChanged && !mine ? <Button onClick={() => setOpen("reset")}>Back to default</Button> : null}
            {role.isSystem ? null : (
              <Button color="red" variant="subtle" onClick={() => setOpen("remove")}>
                Remove
              </Button>
            )}
          </Can>
        </>
      }
    >
      <PeekSection title="Limits">
        <Facts
          facts={[
            ["Approves up to", limitWords(role.maxApprovalAmount)],
            ["Adjusts up to", limitWords(role.maxAdjustQty)],
            ["Discounts up to", limitWords(role.maxDiscountPct, " %")],
            ["Second factor", role.requiresMfa ? "Demanded" : "Not demanded"],
            ["Permissions", String(role.permissions.length)],
          ]}
        />
      </PeekSection>
      <PeekSection title={plural(role.people, "person", "people")}>
        <RoleHolders role={role} />
      </PeekSection>
      {open === "edit" ? <EditRoleDialog role={role} onClose={close} /> : null}
      {open === "assign" ? <AssignDialog role={role} assignment={null} onClose={close} /> : null}
      {open === "reset" ? (
        <ConfirmDialog
          title={`${role.name} back to default?`}
          effect={`Permissions and limits become what the product ships. ${plural(role.people, "person is", "people are")} affected within seconds.`}
          confirm="Back to default"
          onClose={close}
          onConfirm={async () => {
            await reset.mutateAsync(key());
            await utils.role.invalidate();
            showToast({ code: "role.reset", text: `${role.name} is as shipped` });
          }}
        />
      ) : null}
      {open === "remove" ? (
        <ConfirmDialog
          title={`Remove ${role.name}?`}
          danger
          effect={
            role.people > 0
              ? `${plural(role.people, "person holds", "people hold")} it, so this will be refused. Take it from them first.`
              : "Nobody holds it. The audit trail keeps what it allowed."
          }
          confirm="Remove"
          onClose={close}
          onConfirm={async () => {
            await remove.mutateAsync(key());
            showToast({ code: "role.removed", text: `${role.name} was removed` });
            onClose();
            await utils.role.invalidate();
          }}
        />
      ) : null}
    </PeekPanel>
  );
}
