import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import type { CreateViewInput, SavedView } from "@invista/contracts/view/view";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../api/new-key.ts";
import { refusalOf } from "../api/refusal.ts";
import { trpc } from "../api/trpc.ts";
import { useCan } from "../session/session.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toast-store.ts";
import styles from "./manage-views.module.css";

type Now = Pick<CreateViewInput, "search" | "hidden">;

/** Renames, shares, sets anew and removes the views that the person may change. */
export function ManageViewsDialog({
  views,
  now,
  onClose,
}: {
  views: readonly SavedView[];
  now: Now;
  onClose: () => void;
}) {
  const changeable = views.filter((view) => view.mayChange);
  return (
    <Dialog title="Manage views" size={620} onClose={onClose}>
      {changeable.length === 0 ? <p className="dim">No view is left that you may change.</p> : null}
      <ul className={styles.views}>
        {changeable.map((view) => (
          <ViewRow key={`${view.id}:${view.version}`} view={view} now={now} />
        ))}
      </ul>
      <div style={{ display: "flex", justifyContent: "flex-end", marginTop: 14 }}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

function ViewRow({ view, now }: { view: SavedView; now: Now }) {
  const utils = trpc.useUtils();
  const mayShare = useCan("saved_view:share");
  const update = trpc.view.update.useMutation();
  const remove = trpc.view.remove.useMutation();
  const [name, setName] = useState(view.name);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (work: () => Promise<unknown>, text: string) => {
    setProblem(null);
    try {
      await work();
      showToast({ code: "view.changed", text });
    } catch (error) {
      setProblem(refusalOf(error)?.message ?? "It was not saved.");
    }
    await utils.view.invalidate();
  };
  const change = (part: Partial<Pick<SavedView, "name" | "search" | "hidden" | "shared">>, text: string) => {
    const { id, version, search, hidden, shared } = view;
    const input = { id, version, name: view.name, search, hidden, shared, ...part, idempotencyKey: newKey() };
    return run(() => update.mutateAsync(input), text);
  };
  const rename = () => {
    const typed = name.trim();
    if (typed === "" || typed === view.name) setName(view.name);
    else void change({ name: typed }, `The view is named ${typed} now`);
  };
  return (
    <li className={styles.view} data-entity="view">
      <TextInput
        size="xs"
        aria-label={`Name of ${view.name}`}
        maxLength={80}
        value={name}
        error={problem}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
      {mayShare ? (
        <Checkbox
          size="xs"
          label="Shared"
          aria-label={`Share ${view.name}`}
          checked={view.shared}
          onChange={(event) =>
            void change(
              { shared: event.currentTarget.checked },
              event.currentTarget.checked ? `${view.name} is shared` : `${view.name} is yours alone`,
            )
          }
        />
      ) : null}
      <Button
        size="compact-xs"
        title="Keep the filters, order and columns that the list has now"
        onClick={() =>
          void change({ search: now.search, hidden: now.hidden }, `${view.name} keeps what the list shows`)
        }
      >
        Set to this list
      </Button>
      <ActionIcon
        aria-label={`Remove ${view.name}`}
        size={26}
        onClick={() =>
          void run(
            () => remove.mutateAsync({ id: view.id, version: view.version, idempotencyKey: newKey() }),
            `The view ${view.name} was removed`,
          )
        }
      >
        <IconTrash size={15} stroke={1.7} />
      </ActionIcon>
    </li>
  );
}
