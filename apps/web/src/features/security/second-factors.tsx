import type { FactorRow } from "@invista/contracts/mfa/mfa";
import { Button } from "@mantine/core";
import { IconPlus, IconShieldLock } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { EnrolDialog } from "./enrol-dialog.tsx";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { RenameFactor } from "./rename-factor.tsx";
import styles from "./security.module.css";

type Open = { kind: "enrol" | "codes" } | { kind: "rename" | "remove"; factor: FactorRow } | null;

/** The authenticators that give codes for signing in, and the recovery codes for the day they are lost. */
export function SecondFactors() {
  const utils = trpc.useUtils();
  const query = trpc.mfa.get.useQuery({});
  const remove = trpc.mfa.remove.useMutation();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const count = query.data?.factors.length ?? 0;
  const removeFactor = async (factor: FactorRow) => {
    await remove.mutateAsync({ factorId: factor.id, idempotencyKey: newKey() });
    await Promise.all([utils.mfa.invalidate(), utils.session.invalidate()]);
    showToast({ code: "mfa.removed", text: `${factor.name} was removed` });
  };
  return (
    <Panel
      title="Two-factor sign-in"
      hint={query.data?.requiredBy.length ? `Required by ${query.data.requiredBy.join(", ")}` : undefined}
      flush={count > 0}
      aside={
        count > 0 ? (
          <Button
            size="xs"
            leftSection={<IconPlus size={14} stroke={1.8} />}
            onClick={() => setOpen({ kind: "enrol" })}
          >
            Add an authenticator
          </Button>
        ) : null
      }
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={120} />}
        isEmpty={(data) => data.factors.length === 0}
        empty={
          <Notice
            icon={<IconShieldLock size={28} stroke={1.5} />}
            title="Two-factor sign-in is off"
            action={
              <Button variant="filled" onClick={() => setOpen({ kind: "enrol" })}>
                Set up two-factor sign-in
              </Button>
            }
          >
            With a code from your phone, a stolen password is not enough to get in. Managing people, roles and keys
            needs it.
          </Notice>
        }
      >
        {(data) => (
          <>
            <PlainTable
              label="Authenticators"
              entity="factor"
              rows={data.factors}
              rowId={(row) => row.id}
              columns={[
                { header: "Authenticator", cell: (row) => <span className="strong">{row.name}</span> },
                { header: "Added", cell: (row) => <Ago at={row.createdAt} />, wideOnly: true },
                {
                  header: "Actions",
                  align: "end",
                  cell: (row) => (
                    <span className={styles.actions}>
                      <Button
                        size="xs"
                        aria-label={`Rename ${row.name}`}
                        onClick={() => setOpen({ kind: "rename", factor: row })}
                      >
                        Rename
                      </Button>
                      <Button
                        size="xs"
                        aria-label={`Remove ${row.name}`}
                        onClick={() => setOpen({ kind: "remove", factor: row })}
                      >
                        Remove
                      </Button>
                    </span>
                  ),
                },
              ]}
            />
            <div className={styles.codes}>
              <span>
                <span className="strong">Recovery codes</span>{" "}
                <span
                  className={data.codesLeft < 3 ? "" : "dim"}
                  style={data.codesLeft < 3 ? { color: "var(--red)" } : {}}
                >
                  {plural(data.codesLeft, "code")} left
                </span>
              </span>
              <Button size="xs" onClick={() => setOpen({ kind: "codes" })}>
                Make new codes
              </Button>
            </div>
          </>
        )}
      </QueryArea>
      {open?.kind === "enrol" ? <EnrolDialog first={count === 0} onClose={close} /> : null}
      {open?.kind === "codes" ? <RecoveryCodesDialog left={query.data?.codesLeft ?? 0} onClose={close} /> : null}
      {open?.kind === "rename" ? <RenameFactor factor={open.factor} onClose={close} /> : null}
      {open?.kind === "remove" ? (
        <ConfirmDialog
          title={`Remove ${open.factor.name}`}
          effect={
            count === 1
              ? `It is your only authenticator: two-factor sign-in goes off and your ${plural(query.data?.codesLeft ?? 0, "recovery code")} stop working.`
              : `Its codes are no longer taken. ${plural(count - 1, "authenticator")} and your recovery codes stay.`
          }
          confirm="Remove"
          danger
          onConfirm={() => removeFactor(open.factor)}
          onClose={close}
        />
      ) : null}
    </Panel>
  );
}
