import { Button } from "@mantine/core";
import type { Address, CustomerView } from "@invista/contracts/customer/customer";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { ADDRESS_WORDS, AddressDialog } from "./address-dialog.tsx";

/** Where goods and invoices of a customer go. */
export function CustomerAddresses({ customer }: { customer: CustomerView }) {
  const utils = trpc.useUtils();
  const mayChange = useCan("customer:update");
  const remove = trpc.customer.removeAddress.useMutation();
  const [edited, setEdited] = useState<Address | "new" | null>(null);
  const [removed, setRemoved] = useState<Address | null>(null);
  const columns: PlainColumn<Address>[] = [
    {
      header: "Address",
      wraps: true,
      cell: (row) =>
        [row.name, row.line1, row.line2, `${row.postalCode} ${row.city}`.trim(), row.region, row.country]
          .filter(Boolean)
          .join(", "),
    },
    {
      header: "For",
      wraps: true,
      cell: (row) => `${ADDRESS_WORDS[row.kind]}${row.isDefault ? ", default" : ""}`,
    },
  ];
  if (mayChange)
    columns.push({
      header: "Change",
      align: "end",
      cell: (row) => (
        <span style={{ display: "inline-flex", gap: 6 }}>
          <Button size="xs" aria-label={`Edit ${row.line1}`} onClick={() => setEdited(row)}>
            Edit
          </Button>
          <Button size="xs" aria-label={`Remove ${row.line1}`} onClick={() => setRemoved(row)}>
            Remove
          </Button>
        </span>
      ),
    });
  return (
    <Panel
      title="Addresses"
      flush
      aside={
        mayChange ? (
          <Button size="xs" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => setEdited("new")}>
            Add
          </Button>
        ) : null
      }
    >
      <PlainTable
        label={`Addresses of ${customer.name}`}
        entity="address"
        rows={customer.addresses}
        rowId={(row) => row.id}
        empty="No address is known yet. Orders take the default one for goods, invoices the one for invoices."
        columns={columns}
      />
      {edited ? (
        <AddressDialog
          customerId={customer.id}
          address={edited === "new" ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
      {removed ? (
        <ConfirmDialog
          title="Remove the address"
          effect={`${removed.line1}, ${removed.city}. Orders and invoices that were sent there keep it.`}
          confirm="Remove"
          danger
          onConfirm={async () => {
            await remove.mutateAsync({ customerId: customer.id, id: removed.id, idempotencyKey: newKey() });
            showToast({ code: "address.removed", text: "The address was removed" });
            await utils.customer.invalidate();
          }}
          onClose={() => setRemoved(null)}
        />
      ) : null}
    </Panel>
  );
}
