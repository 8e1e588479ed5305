import { ActionIcon } from "@mantine/core";
import { IconPencil, IconUserMinus } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { formatExact } from "../../shared/format/times.ts";
import { useCan, useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import type { Assignment, Role } from "./role.ts";
import styles from "./role-holders.module.css";

/** Who holds a role, in which warehouses and until when. */
export function RoleHolders({ role }: { role: Role }) {
  const me = useMe();
  const mayAssign = useCan("role:assign");
  const query = trpc.role.assignments.useQuery({ roleId: role.id });
  const utils = trpc.useUtils();
  const unassign = trpc.role.unassign.useMutation();
  const [open, setOpen] = useState<{ kind: "change" | "remove"; row: Assignment } | null>(null);
  const close = () => setOpen(null);
  return (
    <QueryArea
      query={query}
      loading={<Skeleton height={60} />}
      isEmpty={({ rows }) => rows.length === 0}
      empty={<p className="dim">Nobody holds it yet.</p>}
    >
      {({ rows }) => (
        <>
          <ul className={styles.list} aria-label={`People with the role ${role.name}`}>
            {rows.map((row) => (
              <li key={row.id} data-entity="assignment" data-id={row.id} data-over={row.isOver || undefined}>
                <span className={styles.who}>
                  <span className="strong">{row.userName}</span>
                  <Where row={row} />
                </span>
                {mayAssign ? (
                  <span className={styles.buttons}>
                    {row.userId === me.user.id ? null : (
                      <ActionIcon
                        aria-label={`Change where and how long ${row.userName} holds it`}
                        onClick={() => setOpen({ kind: "change", row })}
                      >
                        <IconPencil size={15} stroke={1.7} />
                      </ActionIcon>
                    )}
                    <ActionIcon
                      aria-label={`Take the role from ${row.userName}`}
                      onClick={() => setOpen({ kind: "remove", row })}
                    >
                      <IconUserMinus size={15} stroke={1.7} />
                    </ActionIcon>
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
          {open?.kind === "change" ? <AssignDialog role={role} assignment={open.row} onClose={close} /> : null}
          {open?.kind === "remove" ? (
            <ConfirmDialog
              title={`Take ${role.name} from ${open.row.userName}?`}
              danger
              effect={`${open.row.userName} loses its ${role.permissions.length} permissions within seconds, unless another role gives them too.`}
              confirm="Take the role"
              onClose={close}
              onConfirm={async () => {
                await unassign.mutateAsync({ id: open.row.id, idempotencyKey: newKey() });
                showToast({ code: "role.unassigned", text: `${open.row.userName} no longer holds ${role.name}` });
                await utils.role.invalidate();
              }}
            />
          ) : null}
        </>
      )}
    </QueryArea>
  );
}

function Where({ row }: { row: Assignment }) {
  const { nameOf } = useWarehouses();
  const where =
    row.warehouseScope.length === 0
      ? "Every warehouse"
      : row.warehouseScope.map((id) => nameOf(id, "a warehouse outside your scope")).join(", ");
  const until = row.expiresAt ? `, ${row.isOver ? "until" : "to"} ${formatExact(row.expiresAt)}` : "";
  return (
    <span className="dim">
      {where}
      {until}
      {row.isOver ? " (over)" : ""}
      {row.status === "ACTIVE" ? "" : ` (${row.status.toLowerCase()})`}
    </span>
  );
}
