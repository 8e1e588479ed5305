import type { InvitationRow } from "@invista/contracts/invitation/invitation";
import { Ago } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import type { Column } from "../../shared/table/column.ts";
import { INVITATION_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";

/** The columns of the invitations. */
export const invitationColumns: readonly Column<InvitationRow>[] = [
  {
    id: "email",
    header: "E-mail",
    width: 220,
    grow: true,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong cut">{row.email}</span>,
  },
  {
    id: "state",
    header: "State",
    width: 110,
    priority: 1,
    phone: "end",
    cell: (row) => <StatusChip tone={INVITATION_WORDS[row.state].tone}>{INVITATION_WORDS[row.state].word}</StatusChip>,
  },
  { id: "role", header: "Role", width: 160, priority: 2, phone: "second", cell: (row) => row.role },
  {
    id: "warehouses",
    header: "Warehouses",
    width: 130,
    priority: 4,
    cell: (row) => (row.warehouses.length === 0 ? "All" : plural(row.warehouses.length, "warehouse")),
  },
  { id: "by", header: "Invited by", width: 150, priority: 4, cell: (row) => row.invitedBy },
  { id: "sent", header: "Sent", width: 110, priority: 3, cell: (row) => <Ago at={row.createdAt} /> },
  { id: "expires", header: "Valid until", width: 110, priority: 3, cell: (row) => <Ago at={row.expiresAt} /> },
];
