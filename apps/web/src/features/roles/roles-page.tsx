import { Button } from "@mantine/core";
import { IconPlus, IconUserShield } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { groupPermissions } from "../../shared/ui/permission-words.ts";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { CreateRoleDialog } from "./create-role-dialog.tsx";
import { ReviewChanges } from "./review-changes.tsx";
import type { Role } from "./role.ts";
import styles from "./role-matrix.module.css";
import { RoleMatrix } from "./role-matrix.tsx";
import { RolePeek } from "./role-peek.tsx";
import { useRoleEdits } from "./use-role-edits.ts";

export interface RolesSearch {
  readonly q?: string | undefined;
  readonly role?: string | undefined;
}

const NONE: readonly Role[] = [];

/** Who may do what: every role against every permission, and beside it who holds the role. */
export function RolesPage({
  search,
  onSearch,
}: {
  search: RolesSearch;
  onSearch: (change: Partial<RolesSearch>) => void;
}) {
  const query = trpc.role.list.useQuery({});
  const roles = query.data?.rows ?? NONE;
  const mayEdit = useCan("role:manage");
  const { edits, isChecked, wish, discard } = useRoleEdits(roles);
  const [open, setOpen] = useState<"review" | "create" | null>(null);
  useShortcuts(
    [{ keys: "c", label: "new role", group: "This page", inFooter: true, run: () => setOpen("create") }],
    mayEdit,
  );
  const peeked = roles.find(({ id }) => id === search.role);
  const groups = groupPermissions(search.q ?? "");
  const changes = edits.reduce((sum, edit) => sum + edit.added.length + edit.removed.length, 0);
  return (
    <ListPage
      title="Roles"
      figures={query.data ? plural(roles.length, "role") : null}
      actions={
        mayEdit ? (
          <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setOpen("create")}>
            New role
          </Button>
        ) : null
      }
      filters={
        <SearchField
          value={search.q ?? ""}
          onChange={(q) => onSearch({ q: q || undefined })}
          placeholder="Search permissions"
        />
      }
      peek={peeked ? <RolePeek role={peeked} onClose={() => onSearch({ role: undefined })} /> : null}
    >
      <QueryArea query={query} loading={<Skeleton height="60vh" />}>
        {() =>
          groups.length === 0 ? (
            <Notice
              icon={<IconUserShield size={28} stroke={1.5} />}
              title="No permission matches"
              action={<Button onClick={() => onSearch({ q: undefined })}>Clear the search</Button>}
            >
              Permissions are named by what they are about and what they allow, such as stock adjust.
            </Notice>
          ) : (
            <RoleMatrix
              roles={roles}
              groups={groups}
              openId={search.role}
              mayEdit={mayEdit}
              isChecked={isChecked}
              onWish={wish}
              onOpen={(role) => onSearch({ role: role.id })}
            />
          )
        }
      </QueryArea>
      {edits.length > 0 ? (
        <div className={styles.bar} role="status">
          <span>
            {plural(changes, "change")} in {plural(edits.length, "role")}, not saved yet
          </span>
          <span>
            <Button onClick={() => discard()}>Discard</Button>
            <Button variant="filled" onClick={() => setOpen("review")}>
              Review changes
            </Button>
          </span>
        </div>
      ) : null}
      {open === "review" && edits.length > 0 ? (
        <ReviewChanges edits={edits} onSaved={discard} onClose={() => setOpen(null)} />
      ) : null}
      {open === "create" ? (
        <CreateRoleDialog roles={roles} onClose={() => setOpen(null)} onCreated={(role) => onSearch({ role })} />
      ) : null}
    </ListPage>
  );
}
