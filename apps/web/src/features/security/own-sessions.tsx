import { Button } from "@mantine/core";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { useServices } from "../../shared/api/services.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { SessionTable } from "../../shared/ui/session-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Where one is signed in: end one, all the others, or all. */
export function OwnSessions() {
  const { auth } = useServices();
  const utils = trpc.useUtils();
  const query = trpc.session.list.useQuery({});
  const revoke = trpc.session.revoke.useMutation();
  const revokeMany = trpc.session.revokeMany.useMutation();
  const [ending, setEnding] = useState<"others" | "all" | null>(null);
  const others = (query.data?.rows.length ?? 1) - 1;

  const endOne = async (id: string, device: string) => {
    await revoke.mutateAsync({ id, idempotencyKey: newKey() });
    await utils.session.list.invalidate();
    showToast({ code: "session.ended", text: `The session on ${device} was ended` });
  };
  const endMany = async (which: "others" | "all") => {
    const { ended } = await revokeMany.mutateAsync({ which, idempotencyKey: newKey() });
    if (which === "all") {
      await auth.signOut({ scope: "local" });
      return;
    }
    await utils.session.list.invalidate();
    showToast({ code: "session.endedOthers", text: `${plural(ended, "session")} ended` });
  };
  return (
    <Panel
      title="Where you are signed in"
      flush
      aside={
        <span style={{ display: "flex", gap: 8 }}>
          {others > 0 ? (
            <Button size="xs" onClick={() => setEnding("others")}>
              End all others
            </Button>
          ) : null}
          <Button size="xs" onClick={() => setEnding("all")}>
            Sign out everywhere
          </Button>
        </span>
      }
    >
      <QueryArea query={query} loading={<Skeleton height={120} />}>
        {(data) => <SessionTable rows={data.rows} onEnd={endOne} />}
      </QueryArea>
      {ending ? (
        <ConfirmDialog
          title={ending === "others" ? "End all other sessions" : "Sign out everywhere"}
          effect={
            ending === "others"
              ? `${plural(others, "session")} on other browsers and devices will have to sign in again. This one stays.`
              : `All ${plural(others + 1, "session")} end, this one too. You will have to sign in again here.`
          }
          confirm={ending === "others" ? "End the others" : "Sign out everywhere"}
          danger
          onConfirm={() => endMany(ending)}
          onClose={() => setEnding(null)}
        />
      ) : null}
    </Panel>
  );
}
