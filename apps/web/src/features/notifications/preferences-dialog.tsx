import { Switch } from "@mantine/core";
import { NOTICE_KIND_NAMES, NOTICE_KINDS } from "@invista/contracts/notification/kinds";
import { setPreferencesInput } from "@invista/contracts/notification/notification";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./notifications.module.css";

type Preferences = Outputs["notification"]["preferences"];

/** How this person wants to hear of each kind of event. */
export function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const query = trpc.notification.preferences.useQuery({});
  return (
    <Dialog title="Choose what to hear of" size={560} onClose={onClose}>
      <QueryArea query={query} loading={<Skeleton height={240} />}>
        {(preferences) => <PreferencesForm preferences={preferences} onClose={onClose} />}
      </QueryArea>
    </Dialog>
  );
}

function PreferencesForm({ preferences, onClose }: { preferences: Preferences; onClose: () => void }) {
  const utils = trpc.useUtils();
  const set = trpc.notification.setPreferences.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: setPreferencesInput,
    initial: { kinds: preferences.kinds, digest: preferences.digest },
    toInput: (values, idempotencyKey) => ({ ...values, idempotencyKey }),
    send: async (input) => {
      await set.mutateAsync(input);
      await utils.notification.preferences.invalidate();
      showToast({ code: "notification.preferencesSaved", text: "Your choice was saved" });
      onClose();
    },
  });
  const { kinds } = form.getValues();
  const choose = (kind: string, change: { inApp?: boolean; mail?: boolean }) =>
    form.setFieldValue("kinds", { ...kinds, [kind]: { inApp: false, mail: false, ...kinds[kind], ...change } });
  return (
    <form onSubmit={submit} noValidate>
      <FormAlert refusal={refusal} />
      <table className={styles.table} aria-label="Kinds of events">
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Here</th>
            <th scope="col">By mail</th>
          </tr>
        </thead>
        <tbody>
          {NOTICE_KIND_NAMES.map((kind) => {
            const { label, description } = NOTICE_KINDS[kind];
            return (
              <tr key={kind}>
                <th scope="row">
                  <span>{label}</span>
                  <span className="dim">{description}</span>
                </th>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`${label}: here`}
                    checked={kinds[kind]?.inApp ?? false}
                    onChange={(event) => choose(kind, { inApp: event.currentTarget.checked })}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`${label}: by mail`}
                    checked={kinds[kind]?.mail ?? false}
                    onChange={(event) => choose(kind, { mail: event.currentTarget.checked })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Switch
        mt={16}
        label="Daily summary by mail"
        description="What is still unread, once a day, when there is something"
        {...form.getInputProps("digest", { type: "checkbox" })}
      />
      <FormButtons verb="Save" busy={busy} onCancel={onClose} />
    </form>
  );
}
