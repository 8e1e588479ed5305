import type { UserView } from "@invista/contracts/user/user";
import { Moment } from "../../shared/format/values.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";

/** What gives a person the rights: each role with its warehouses and its end. */
export function PersonRoles({ person }: { person: UserView }) {
  const { nameOf } = useWarehouses();
  return (
    <PlainTable
      label="Roles"
      entity="assignment"
      rows={person.assignments}
      rowId={(row) => row.role}
      empty="No role: nothing can be read or done."
      columns={[
        { header: "Role", cell: (row) => <span className="strong">{row.role}</span> },
        {
          header: "Warehouses",
          cell: (row) => row.warehouses.map((id) => nameOf(id, id)).join(", ") || "all",
        },
        {
          header: "Until",
          align: "end",
          cell: (row) => (row.expiresAt ? <Moment at={row.expiresAt} /> : <span className="faint">for good</span>),
        },
      ]}
    />
  );
}
