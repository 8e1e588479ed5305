import { Button } from "@mantine/core";
import type { Permission } from "@invista/contracts/permissions";
import { useState, type ReactNode } from "react";
import { newKey } from "../api/new-key.ts";
import { refusalOf } from "../api/refusal.ts";
import { plural } from "../format/words.ts";
import { useMe } from "../session/session.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Lines } from "../ui/lines.tsx";
import { showToast } from "../ui/toast-store.ts";

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly rowLabel: (row: Row) => string;
  /** What a row is: "transfer". */
  readonly noun: string;
  /** The verb on the button: "Approve". */
  readonly verb: string;
  /** The question, where the verb and the things don't make one: "Change the state of 3 customers?" */
  readonly ask?: (things: string) => string;
  /** What they are afterwards: "approved". */
  readonly done: string;
  /** Without any of these it isn't offered; a row may need its own. */
  readonly permission: Permission | readonly Permission[];
  /** Whether it is lawful for a row as it is shown; the server decides. */
  readonly may: (row: Row) => boolean;
  /** What will happen, in facts. */
  readonly effect: ReactNode;
  /** What has to be said for it, in fields. */
  readonly fields?: ReactNode;
  readonly isReady?: boolean;
  readonly isMain?: boolean;
  readonly isDanger?: boolean;
  /** One command for one row. */
  readonly send: (row: Row, idempotencyKey: string) => Promise<unknown>;
  readonly readAgain: () => Promise<unknown>;
  /** Every one of them is done. */
  readonly onDone: () => void;
}

interface Refused {
  readonly id: string;
  readonly label: string;
  readonly why: string;
}

/**
 * One step for all chosen rows for which it is lawful: says what will happen, sends one command after the other in the
 * order of the rows, and lists what was refused with the reason.
 */
export function BulkStep<Row>(props: Props<Row>) {
  const {
    rows,
    noun,
    verb,
    permission,
    effect,
    fields,
    ask = (things) => `${verb} ${things}?`,
    isReady = true,
    isMain = false,
    isDanger = false,
  } = props;
  const { permissions } = useMe();
  // The rows as they were when it was asked: the list below is read again meanwhile.
  const [asked, setAsked] = useState<readonly Row[] | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const [refused, setRefused] = useState<readonly Refused[] | null>(null);
  const needed = typeof permission === "string" ? [permission] : permission;
  if (!needed.some((one) => permissions.includes(one))) return null;
  const lawful = rows.filter(props.may);
  const chosen = asked ?? lawful;
  const close = () => {
    if (at !== null) return;
    setAsked(null);
    setRefused(null);
  };
  const run = async () => {
    const failed: Refused[] = [];
    for (const [index, row] of chosen.entries()) {
      setAt(index);
      try {
        await props.send(row, newKey());
      } catch (error) {
        const why = refusalOf(error)?.message ?? "";
        failed.push({ id: props.rowId(row), label: props.rowLabel(row), why });
      }
    }
    await props.readAgain();
    setAt(null);
    const good = chosen.length - failed.length;
    if (good > 0) showToast({ code: `bulk.${props.done}`, text: `${plural(good, noun)} ${props.done}` });
    if (failed.length > 0) return setRefused(failed);
    setAsked(null);
    props.onDone();
  };
  return (
    <>
      <Button
        size="xs"
        {...(isMain ? { variant: "filled" } : {})}
        disabled={lawful.length === 0}
        title={lawful.length === 0 ? `None of the chosen can be ${props.done} as it is` : undefined}
        onClick={() => setAsked(lawful)}
      >
        {lawful.length === 0 ? verb : `${verb} ${lawful.length}`}
      </Button>
      {asked === null ? null : refused === null ? (
        <Dialog title={ask(plural(chosen.length, noun))} onClose={close}>
          <form
            aria-label={verb}
            style={{ display: "grid", gap: 12 }}
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady) void run();
            }}
          >
            <div style={{ color: "var(--text-2)" }}>{effect}</div>
            {chosen.length < rows.length ? (
              <p className="dim">{`${plural(rows.length - chosen.length, "other")} of the chosen stay as they are: they can't be ${props.done} now.`}</p>
            ) : null}
            {fields}
            <div style={{ display: "flex", justifyContent: "flex-end", gap: 8, marginTop: 8 }}>
              <Button onClick={close} disabled={at !== null}>
                Back
              </Button>
              <Button
                type="submit"
                variant="filled"
                {...(isDanger ? { color: "red.8" } : {})}
                disabled={!isReady || at !== null}
                data-autofocus={fields === undefined || undefined}
              >
                {at === null ? `${verb} ${chosen.length}` : `${at + 1} of ${chosen.length}…`}
              </Button>
            </div>
          </form>
        </Dialog>
      ) : (
        <Dialog title={`${plural(refused.length, noun)} not ${props.done}`} onClose={close}>
          {chosen.length > refused.length ? (
            <p style={{ margin: "0 0 8px", color: "var(--text-2)" }}>
              {`${plural(chosen.length - refused.length, noun)} ${props.done}. These were refused and stay as they were:`}
            </p>
          ) : null}
          <div style={{ maxHeight: 360, overflow: "auto" }}>
            <Lines
              items={refused}
              itemId={(one) => one.id}
              entity="refused"
              name={(one) => one.label}
              detail={(one) => <span style={{ whiteSpace: "normal" }}>{one.why}</span>}
              end={() => null}
              empty=""
            />
          </div>
        </Dialog>
      )}
    </>
  );
}
