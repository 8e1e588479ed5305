import { trpc } from "../../shared/api/trpc.ts";
import { Ago, Moment } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { ErrorPanel } from "../../shared/ui/error-panel.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { Figures, PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { Skeleton } from "../../shared/ui/query-area.tsx";
import { USER_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PersonActions } from "./person-actions.tsx";
import { PersonSessions } from "./person-sessions.tsx";

/** One person beside the list: how the account stands, where it is signed in, and what can be done about it. */
export function PersonPeek({ id, onClose }: { id: string; onClose: () => void }) {
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
      onClose={onClose}
      actions={<PersonActions person={data} />}
    >
      <PeekSection title="Account">
        <Figures
          items={[
            { label: "Sessions", value: data.activeSessions },
            { label: "API keys", value: data.openApiKeys },
            {
              label: "Failed sign-ins, 24 h",
              value: data.failedLogins24h,
              ...(data.failedLogins24h > 4 ? { tone: "danger" as const } : {}),
            },
          ]}
        />
        <Facts
          facts={[
            ["Roles", data.roles.join(", ") || "none"],
            ["Two-factor sign-in", data.mfaEnabled ? "On" : "Off"],
            ["Last seen", data.lastSeenAt ? <Ago at={data.lastSeenAt} /> : "never"],
            ["Since", <Moment key="since" at={data.createdAt} />],
          ]}
        />
      </PeekSection>
      {mayReadSessions && data.status !== "DELETED" ? <PersonSessions person={data} /> : null}
    </PeekPanel>
  );
}
