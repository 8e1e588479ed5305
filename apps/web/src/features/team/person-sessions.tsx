import type { UserRow } from "@invista/contracts/user/user";
import { Button } from "@mantine/core";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PeekSection } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./team.module.css";

/** Where a person is signed in, for those who may see and end that. */
export function PersonSessions({ person }: { person: UserRow }) {
  const utils = trpc.useUtils();
  const query = trpc.session.listOf.useQuery({ userId: person.id });
  const revoke = trpc.session.revokeOf.useMutation();
  const mayEnd = useCan("session:revoke_all");
  const end = async (sessionId?: string) => {
    try {
      const { ended } = await revoke.mutateAsync({
        userId: person.id,
        idempotencyKey: newKey(),
        ...(sessionId ? { sessionId } : {}),
      });
      await Promise.all([utils.session.listOf.invalidate(), utils.user.invalidate()]);
      showToast({ code: "session.endedOf", text: `${plural(ended, "session")} of ${person.name} ended` });
    } catch (error) {
      showToast({ code: "session.notEnded", tone: "failed", text: refusalOf(error)?.message ?? "It was not ended" });
    }
  };
  const count = query.data?.rows.length ?? 0;
  return (
    <PeekSection
      title="Signed in"
      aside={
        mayEnd && count > 1 ? (
          <Button size="xs" loading={revoke.isPending} onClick={() => void end()}>
            End all {count}
          </Button>
        ) : null
      }
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={60} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={<span className="dim">Not signed in anywhere.</span>}
      >
        {(data) =>
          data.rows.map((row) => (
            <div key={row.id} className={styles.session} data-entity="session" data-id={row.id}>
              <span>
                {row.device ?? "Unknown device"}
                <br />
                <span className="dim num">
                  {row.ip ?? "unknown address"} · <Ago at={row.lastSeenAt} />
                </span>
              </span>
              {mayEnd ? (
                <Button
                  size="xs"
                  disabled={revoke.isPending}
                  aria-label={`End the session on ${row.device ?? "unknown device"}`}
                  onClick={() => void end(row.id)}
                >
                  End
                </Button>
              ) : null}
            </div>
          ))
        }
      </QueryArea>
    </PeekSection>
  );
}
