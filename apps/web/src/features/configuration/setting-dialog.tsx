import { Button } from "@mantine/core";
import { updateConfigInput } from "@invista/contracts/config/config";
import { z } from "zod";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { SettingField } from "./setting-field.tsx";
import { SettingHistory } from "./setting-history.tsx";
import { valueWords, type Setting } from "./setting.ts";

/** One setting: its value, checked by the schema the server uses, and who changed it when. */
export function SettingDialog({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  const { key, definition, version, isSet, mayChange } = setting;
  const utils = trpc.useUtils();
  const update = trpc.config.update.useMutation();
  const reset = trpc.config.reset.useMutation();
  const [refused, setRefused] = useState<RefusalView | null>(null);
  const done = async (text: string) => {
    await utils.config.invalidate();
    showToast({ code: "config.updated", text });
    onClose();
  };
  const { form, refusal, busy, submit } = useCommandForm({
    schema: z.strictObject({ ...updateConfigInput.shape, value: definition.schema }),
    initial: { value: definition.secret ? "" : setting.value },
    toInput: ({ value }, idempotencyKey) => ({ key, version, value: value === "" ? null : value, idempotencyKey }),
    send: async (input) => {
      await update.mutateAsync(input);
      await done(`${definition.label}: ${definition.secret ? "saved" : valueWords(definition, input.value)}`);
    },
  });
  const backToDefault = async () => {
    try {
      await reset.mutateAsync({ key, version, idempotencyKey: newKey() });
      await done(`${definition.label} is back to its default`);
    } catch (error) {
      setRefused(refusalOf(error));
    }
  };
  return (
    <Dialog title={definition.label} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="dim">{definition.description}</p>
        <FormAlert refusal={refusal ?? refused} />
        <SettingField definition={definition} disabled={!mayChange} {...form.getInputProps("value")} />
        {definition.security && !mayChange ? (
          <p className="dim">It protects accounts: changing it needs the permission role:manage.</p>
        ) : null}
        <SettingHistory settingKey={key} definition={definition} />
        <div className={styles.buttons}>
          {isSet && mayChange ? (
            <Button variant="subtle" loading={reset.isPending} onClick={() => void backToDefault()}>
              {definition.secret ? "Remove it" : `Back to ${valueWords(definition, definition.default).toLowerCase()}`}
            </Button>
          ) : null}
          <Button onClick={onClose}>{mayChange ? "Cancel" : "Close"}</Button>
          {mayChange ? (
            <Button type="submit" variant="filled" loading={busy}>
              Save
            </Button>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}
