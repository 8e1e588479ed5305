import type { InvitationRow, Invited } from "@invista/contracts/invitation/invitation";
import { Button } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useCan } from "../../shared/session/session.tsx";
import type { Column } from "../../shared/table/column.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { FilterMenu } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { INVITATION_WORDS } from "../../shared/ui/state-words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { invitationColumns } from "./invitation-columns.tsx";
import type { InvitationSearch } from "./invitation-search.ts";
import { InviteResults } from "./invite-results.tsx";
import { TeamActions } from "./team-actions.tsx";
import styles from "./team.module.css";

const STATES = (["OPEN", "EXPIRED", "ACCEPTED", "REVOKED"] as const).map((value) => ({
  value,
  label: INVITATION_WORDS[value].word,
}));

/** Invitations and what became of them; the open ones can be sent again or taken back. */
export function InvitationList({
  search,
  onSearch,
}: {
  search: InvitationSearch;
  onSearch: (change: Partial<InvitationSearch>) => void;
}) {
  const utils = trpc.useUtils();
  const query = usePages(trpc.invitation.list, { state: search.state }, utils.client.invitation.list.query);
  const resend = trpc.invitation.resend.useMutation();
  const revoke = trpc.invitation.revoke.useMutation();
  const mayInvite = useCan("user:invite");
  const [revoking, setRevoking] = useState<InvitationRow | null>(null);
  const [sent, setSent] = useState<Invited | null>(null);

  const sendAgain = async (row: InvitationRow) => {
    try {
      const result = await resend.mutateAsync({ id: row.id, idempotencyKey: newKey() });
      await utils.invitation.invalidate();
      showToast({ code: "invitation.resent", text: `${row.email} was invited again; the old link is dead` });
      if ((result.links ?? []).length > 0) setSent(result);
    } catch (error) {
      showToast({ code: "invitation.notSent", tone: "failed", text: refusalOf(error)?.message ?? "It was not sent" });
    }
  };
  const actions: Column<InvitationRow> = {
    id: "actions",
    header: "Actions",
    width: 240,
    align: "end",
    priority: 1,
    phone: "second-end",
    cell: (row) =>
      mayInvite && (row.state === "OPEN" || row.state === "EXPIRED") ? (
        <span className={styles.rowActions}>
          <Button size="xs" aria-label={`Send again to ${row.email}`} onClick={() => void sendAgain(row)}>
            Send again
          </Button>
          <Button size="xs" aria-label={`Take back the invitation of ${row.email}`} onClick={() => setRevoking(row)}>
            Take back
          </Button>
        </span>
      ) : null,
  };
  return (
    <ListPage
      title="Invitations"
      actions={<TeamActions onInvitations />}
      filters={
        <FilterMenu
          label="State"
          all="Any"
          value={search.state}
          choices={STATES}
          onChange={(state) => onSearch({ state })}
        />
      }
    >
      <DataTable
        list="invitations"
        label="Invitations"
        entity="invitation"
        columns={[...invitationColumns, actions]}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.email}
        empty={
          <Notice icon={<IconMail size={28} stroke={1.5} />} title="No invitation here">
            People come in by invitation only: they get a link by mail, choose a password, and have their role from the
            first minute.
          </Notice>
        }
      />
      {revoking ? (
        <ConfirmDialog
          title={`Take back the invitation of ${revoking.email}`}
          effect={`The link in the mail stops working. ${revoking.email} gets no account and no role ${revoking.role}.`}
          confirm="Take back"
          danger
          onConfirm={async () => {
            await revoke.mutateAsync({ id: revoking.id, idempotencyKey: newKey() });
            await Promise.all([utils.invitation.invalidate(), utils.user.invalidate()]);
            showToast({ code: "invitation.revoked", text: `The invitation of ${revoking.email} was taken back` });
          }}
          onClose={() => setRevoking(null)}
        />
      ) : null}
      {sent ? (
        <Dialog title="Hand over the link" onClose={() => setSent(null)}>
          <InviteResults invited={sent} onClose={() => setSent(null)} />
        </Dialog>
      ) : null}
    </ListPage>
  );
}
