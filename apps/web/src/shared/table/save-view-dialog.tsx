import { Checkbox, TextInput } from "@mantine/core";
import { createViewInput, type CreateViewInput } from "@invista/contracts/view/view";
import { trpc } from "../api/trpc.ts";
import { FormAlert } from "../form/form-alert.tsx";
import { FormButtons } from "../form/form-buttons.tsx";
import { useCommandForm } from "../form/use-command-form.ts";
import { plural } from "../format/words.ts";
import { useCan } from "../session/session.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toast-store.ts";

/** Keeps how a list is set now under a name. */
export function SaveViewDialog({
  list,
  now,
  onClose,
}: {
  list: string;
  now: Pick<CreateViewInput, "search" | "hidden">;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const create = trpc.view.create.useMutation();
  const mayShare = useCan("saved_view:share");
  const filters = Object.keys(now.search).length;
  const { form, refusal, busy, submit } = useCommandForm<{ name: string; shared: boolean }, typeof createViewInput>({
    schema: createViewInput,
    initial: { name: "", shared: false },
    toInput: (values, idempotencyKey) => ({
      ...values,
      list,
      search: now.search,
      hidden: now.hidden,
      idempotencyKey,
    }),
    fieldOfRule: { "view.nameTaken": "name" },
    freshKeyAfterRefusal: true,
    send: async (input) => {
      const view = await create.mutateAsync(input);
      await utils.view.invalidate();
      showToast({ code: "view.saved", text: `The view ${view.name} was saved` });
      onClose();
    },
  });
  return (
    <Dialog title="Save as a view" size={420} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Save as a view" style={{ display: "grid", gap: 12 }}>
        <FormAlert refusal={refusal} />
        <p className="dim" style={{ margin: 0 }}>
          Keeps {filters === 0 ? "no filter" : plural(filters, "filter or order", "filters and orders")} and{" "}
          {now.hidden.length === 0 ? "all columns" : `${plural(now.hidden.length, "column")} switched off`}.
        </p>
        <TextInput label="Name" required maxLength={80} data-autofocus {...form.getInputProps("name")} />
        {mayShare ? (
          <Checkbox label="Share it with everybody" {...form.getInputProps("shared", { type: "checkbox" })} />
        ) : null}
        <FormButtons verb="Save view" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
