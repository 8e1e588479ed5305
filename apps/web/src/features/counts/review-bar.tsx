import { Button, Menu } from "@mantine/core";
import { rootCause, type RootCause } from "@invista/contracts/count/count";
import type { CountLine, CountView } from "@invista/contracts/count/read-count";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { CountPiecesDialog } from "./count-pieces-dialog.tsx";
import { CAUSE_WORDS } from "./count-words.ts";

/** For chosen lines: name the cause, or have them counted once more. */
export function ReviewBar({
  view,
  lines,
  onDone,
}: {
  view: CountView;
  lines: readonly CountLine[];
  onDone: () => void;
}) {
  const utils = trpc.useUtils();
  const resolve = trpc.count.resolve.useMutation();
  const recount = trpc.count.recount.useMutation();
  const [asking, setAsking] = useState(false);
  const [naming, setNaming] = useState(false);
  const [only, second] = lines;
  const serialLine = only && !second && only.isSerial && /[1-9]/.test(only.variance ?? "0") ? only : null;
  const { id, version, countNumber } = view.count;
  const chosen = { id, version, lineIds: lines.map((line) => line.id) };
  const explain = async (cause: RootCause) => {
    try {
      await resolve.mutateAsync({ ...chosen, rootCause: cause, idempotencyKey: newKey() });
      showToast({
        code: "count.resolved",
        text: `${plural(lines.length, "line")}: ${CAUSE_WORDS[cause].toLowerCase()}`,
      });
      onDone();
      await utils.count.invalidate();
    } catch (error) {
      const refusal = refusalOf(error);
      showToast({
        code: "count.resolved",
        tone: "failed",
        text: refusal?.message ?? "It was not saved.",
        requestId: refusal?.requestId ?? null,
      });
    }
  };
  return (
    <>
      <Menu position="top-start">
        <Menu.Target>
          <Button size="xs" loading={resolve.isPending} rightSection={<IconChevronDown size={13} stroke={1.8} />}>
            Name the cause
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {rootCause.options.map((cause) => (
            <Menu.Item key={cause} onClick={() => void explain(cause)}>
              {CAUSE_WORDS[cause]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="xs" onClick={() => setAsking(true)}>
        Count again
      </Button>
      {serialLine ? (
        <Button size="xs" onClick={() => setNaming(true)}>
          Name the pieces…
        </Button>
      ) : null}
      {naming && serialLine ? (
        <CountPiecesDialog view={view} line={serialLine} onClose={() => setNaming(false)} onDone={onDone} />
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={`Count ${plural(lines.length, "line")} again`}
          effect="Someone who has not counted them before counts them once more; then the count comes back into review."
          confirm="Count again"
          onConfirm={async () => {
            await recount.mutateAsync({ ...chosen, idempotencyKey: newKey() });
            showToast({
              code: "count.recount",
              text: `${countNumber}: ${plural(lines.length, "line")} to be counted again`,
            });
            onDone();
            await utils.count.invalidate();
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
