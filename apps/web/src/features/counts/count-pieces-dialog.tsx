import { TagsInput } from "@mantine/core";
import { namePiecesInput } from "@invista/contracts/count/count";
import type { CountLine, CountView } from "@invista/contracts/count/read-count";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { binWord } from "./count-words.ts";

/** Which pieces are missing, or were found, on a line that differs. */
export function CountPiecesDialog({
  view,
  line,
  onClose,
  onDone,
}: {
  view: CountView;
  line: CountLine;
  onClose: () => void;
  onDone: () => void;
}) {
  const utils = trpc.useUtils();
  const name = trpc.count.namePieces.useMutation();
  const { id, version } = view.count;
  const isMissing = line.variance?.startsWith("-") ?? false;
  const quantity = (line.variance ?? "0").replace("-", "");
  const { form, refusal, busy, submit } = useCommandForm<{ serials: string[] }, typeof namePiecesInput>({
    schema: namePiecesInput,
    initial: { serials: line.serials },
    freshKeyAfterRefusal: true,
    toInput: ({ serials }, idempotencyKey) => ({ id, version, lineId: line.id, serials, idempotencyKey }),
    send: async (input) => {
      await name.mutateAsync(input);
      await utils.count.invalidate();
      showToast({ code: "count.piecesNamed", text: `${quantity} of ${line.sku} named` });
      onDone();
    },
  });
  return (
    <Dialog title={`Pieces of ${line.sku} in ${binWord(line.location)}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <TagsInput
          label="Serial numbers"
          description={
            isMissing
              ? `The ${quantity} that should lie there and do not`
              : `The ${quantity} that lie there and were in no stock`
          }
          splitChars={[",", " ", "\n"]}
          data-autofocus
          {...form.getInputProps("serials")}
        />
        <FormButtons verb="Keep" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
