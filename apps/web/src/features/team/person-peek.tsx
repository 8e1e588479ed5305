import { trpc } from "../../shared/api/trpc.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ErrorPanel } from "../../shared/ui/error-panel.tsx";
import { PeekPanel } from "../../shared/ui/peek-panel.tsx";
import { Skeleton } from "../../shared/ui/query-area.tsx";
import { USER_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PersonAccount } from "./person-account.tsx";
import { PersonActions } from "./person-actions.tsx";
import { PersonSessions } from "./person-sessions.tsx";

/** One person beside the list: how the account stands, where it is signed in, and what can be done about it. */
export function PersonPeek({ id, onOpen, onClose }: { id: string; onOpen: () => void; onClose: () => void }) {
  const { data, error, refetch } = trpc.user.get.useQuery({ id });
  const mayReadSessions = useCan("session:read_all");
  if (!data)
    return (
      <PeekPanel label="Person" title="Person" onClose={onClose}>
        {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : <Skeleton height={260} />}
      </PeekPanel>
    );
  const words = USER_WORDS[data.status];
  return (
    <PeekPanel
      label={data.name}
      title={data.name}
      chip={<StatusChip tone={words.tone}>{words.word}</StatusChip>}
      subtitle={data.email}
      onOpen={onOpen}
      onClose={onClose}
      actions={<PersonActions person={data} />}
    >
      <PersonAccount person={data} />
      {mayReadSessions && data.status !== "DELETED" ? <PersonSessions person={data} /> : null}
    </PeekPanel>
  );
}
