import type { UserRow } from "@invista/contracts/user/user";
import { Ago } from "../../shared/format/values.tsx";
import { formatCount } from "../../shared/format/numbers.ts";
import type { Column } from "../../shared/table/column.ts";
import { Avatar } from "../../shared/ui/avatar.tsx";
import { USER_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import styles from "./team.module.css";

/** The columns of the team list. */
export const peopleColumns: readonly Column<UserRow>[] = [
  {
    id: "name",
    header: "Name",
    width: 190,
    grow: true,
    priority: 1,
    sort: "name",
    phone: "title",
    cell: (row) => (
      <span className={styles.name}>
        <Avatar name={row.name} picture={row.avatar} />
        <span className="strong cut">{row.name}</span>
      </span>
    ),
  },
  {
    id: "email",
    header: "E-mail",
    width: 220,
    priority: 3,
    phone: "second",
    cell: (row) => <span className="dim cut">{row.email ?? "–"}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 110,
    priority: 1,
    phone: "end",
    cell: (row) => <StatusChip tone={USER_WORDS[row.status].tone}>{USER_WORDS[row.status].word}</StatusChip>,
  },
  { id: "roles", header: "Roles", width: 170, priority: 2, cell: (row) => row.roles.join(", ") || "–" },
  {
    id: "mfa",
    header: "Two-factor",
    width: 100,
    priority: 2,
    phone: "second-end",
    cell: (row) =>
      row.mfaEnabled ? <StatusChip tone="good">On</StatusChip> : <StatusChip tone="neutral">Off</StatusChip>,
  },
  {
    id: "sessions",
    header: "Sessions",
    width: 80,
    align: "end",
    priority: 5,
    cell: (row) => <span className="num">{formatCount(row.activeSessions)}</span>,
  },
  {
    id: "failed",
    header: "Failed sign-ins, 24 h",
    width: 140,
    align: "end",
    priority: 6,
    cell: (row) => <span className={row.failedLogins24h > 0 ? "num" : "num faint"}>{row.failedLogins24h}</span>,
  },
  {
    id: "seen",
    header: "Last seen",
    width: 110,
    priority: 3,
    sort: "lastSeenAt",
    cell: (row) => (row.lastSeenAt ? <Ago at={row.lastSeenAt} /> : <span className="faint">never</span>),
  },
];
