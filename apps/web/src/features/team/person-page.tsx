import { Button } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan, useMe } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { USER_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PersonAccount } from "./person-account.tsx";
import { PersonActions } from "./person-actions.tsx";
import { PersonRecent } from "./person-recent.tsx";
import { PersonRoles } from "./person-roles.tsx";
import { PersonSessions } from "./person-sessions.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import styles from "./team.module.css";

/** Everything about one person's account: how it stands, what gives the rights, where it is signed in, what was done. */
export function PersonPage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.user.get.useQuery({ id });
  const me = useMe();
  const mayReadSessions = useCan("session:read_all");
  const mayReadAudit = useCan("audit:read");
  const [renaming, setRenaming] = useState(false);
  const person = query.data;
  const mayRename =
    useCan("user:update") && id !== me.user.id && (person?.status === "ACTIVE" || person?.status === "SUSPENDED");
  useShortcuts([
    ...(mayRename
      ? [
          {
            keys: "e",
            label: "change the name",
            group: "This page" as const,
            inFooter: true,
            run: () => setRenaming(true),
          },
        ]
      : []),
    { keys: "Escape", label: "back to the team", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span className={styles.title}>
          {person?.name ?? (query.error ? "Person" : "…")}{" "}
          {person ? (
            <StatusChip tone={USER_WORDS[person.status].tone}>{USER_WORDS[person.status].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={person?.email ?? null}
      actions={
        person ? (
          <>
            {mayRename ? <Button onClick={() => setRenaming(true)}>Change name</Button> : null}
            <PersonActions person={person} />
          </>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(view) => (
          <div className={styles.columns}>
            <div>
              <Panel flush>
                <PersonAccount person={view} />
              </Panel>
              {mayReadSessions && view.status !== "DELETED" ? (
                <Panel flush>
                  <PersonSessions person={view} />
                </Panel>
              ) : null}
            </div>
            <div>
              <Panel title="Roles" flush>
                <PersonRoles person={view} />
              </Panel>
              {mayReadAudit ? (
                <Panel title="Did last" flush>
                  <PersonRecent person={view} />
                </Panel>
              ) : null}
            </div>
          </div>
        )}
      </QueryArea>
      {renaming && person ? <RenameDialog person={person} onClose={() => setRenaming(false)} /> : null}
    </PlainPage>
  );
}
