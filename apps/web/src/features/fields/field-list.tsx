import { Button } from "@mantine/core";
import type { AttributeView } from "@invista/contracts/product/attributes";
import { IconForms, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { FieldDialog } from "./field-dialog.tsx";
import { KIND_WORDS } from "./kind-words.ts";

/** The fields of one's own that products have, by category. */
export function FieldList() {
  const utils = trpc.useUtils();
  const query = trpc.attribute.list.useQuery({});
  const mayManage = useCan("category:manage");
  const remove = trpc.attribute.remove.useMutation();
  const [open, setOpen] = useState<
    { kind: "edit"; field: AttributeView | null } | { kind: "remove"; field: AttributeView } | null
  >(null);
  const close = () => setOpen(null);
  const create = () => setOpen({ kind: "edit", field: null });
  useShortcuts([{ keys: "c", label: "new field", group: "This page", inFooter: true, run: create }], mayManage);
  const columns: readonly PlainColumn<AttributeView>[] = [
    {
      header: "Field",
      cell: (field) => (
        <>
          <span className="strong">{field.label}</span>
          {field.isRequired ? <span className="dim"> required</span> : null}
        </>
      ),
    },
    { header: "Of", cell: (field) => field.categoryName ?? "all products" },
    { header: "Kind", cell: (field) => `${KIND_WORDS[field.kind]}${field.unit ? ` in ${field.unit}` : ""}` },
    {
      header: "Choices",
      wideOnly: true,
      cell: (field) => <span className="dim">{field.choices.join(", ") || "–"}</span>,
    },
    { header: "Used", align: "end", wideOnly: true, cell: (field) => plural(field.used, "product") },
    ...(mayManage
      ? [
          {
            header: "Actions",
            align: "end" as const,
            cell: (field: AttributeView) => (
              <span style={{ display: "inline-flex", gap: 6 }}>
                <Button
                  size="compact-xs"
                  onClick={() => setOpen({ kind: "edit", field })}
                  aria-label={`Edit ${field.label}`}
                >
                  Edit
                </Button>
                <Button
                  size="compact-xs"
                  onClick={() => setOpen({ kind: "remove", field })}
                  aria-label={`Remove ${field.label}`}
                >
                  Remove
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ];
  const newButton = mayManage ? (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={create}>
      New field
    </Button>
  ) : null;
  return (
    <PlainPage
      title="Fields"
      figures={query.data ? plural(query.data.rows.length, "field") : null}
      narrow
      actions={query.data && query.data.rows.length > 0 ? newButton : null}
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={320} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={
          <Notice icon={<IconForms size={28} stroke={1.5} />} title="No fields of your own yet" action={newButton}>
            What you want to know of products beside the usual: a diameter, a colour, a certificate. Of all products, or
            of a category and what is below it.
          </Notice>
        }
      >
        {(data) => (
          <Panel flush>
            <PlainTable label="Fields" entity="field" columns={columns} rows={data.rows} rowId={(field) => field.id} />
          </Panel>
        )}
      </QueryArea>
      {open?.kind === "edit" ? <FieldDialog field={open.field} onClose={close} /> : null}
      {open?.kind === "remove" ? (
        <ConfirmDialog
          title={`Remove ${open.field.label}?`}
          effect={
            open.field.used > 0
              ? `${plural(open.field.used, "product")} lose their value. The audit trail keeps that it was there, not the values.`
              : "No product has a value."
          }
          confirm="Remove"
          danger
          onConfirm={async () => {
            await remove.mutateAsync({ id: open.field.id, version: open.field.version, idempotencyKey: newKey() });
            await Promise.all([utils.attribute.invalidate(), utils.catalog.invalidate()]);
            showToast({ code: "field.removed", text: `${open.field.label} was removed` });
          }}
          onClose={close}
        />
      ) : null}
    </PlainPage>
  );
}
