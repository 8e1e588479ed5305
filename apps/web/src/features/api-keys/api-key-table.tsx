import { Button } from "@mantine/core";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useCan, useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { StatusChip, type Tone } from "../../shared/ui/status-chip.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

type ApiKey = Outputs["apiKey"]["list"]["rows"][number];

const STATES: Record<ApiKey["state"], { tone: Tone; word: string }> = {
  ACTIVE: { tone: "good", word: "Active" },
  EXPIRED: { tone: "neutral", word: "Expired" },
  REVOKED: { tone: "danger", word: "Revoked" },
};

/** API keys by what they may do and when they were last used, with the way to end one. */
export function ApiKeyTable({ rows, showOwner }: { rows: readonly ApiKey[]; showOwner: boolean }) {
  const me = useMe();
  const utils = trpc.useUtils();
  const revoke = trpc.apiKey.revoke.useMutation();
  const revokeAny = trpc.apiKey.revokeAny.useMutation();
  const mayRevoke = useCan("api_key:revoke");
  const mayRevokeAny = useCan("api_key:revoke_all");
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const isMine = (row: ApiKey) => row.userId === me.user.id;
  const columns: PlainColumn<ApiKey>[] = [
    { header: "Name", cell: (row) => <span className="strong">{row.name}</span> },
    ...(showOwner ? [{ header: "Owner", cell: (row: ApiKey) => row.userName }] : []),
    { header: "Begins with", cell: (row) => <code>inv_{row.prefix}</code>, wideOnly: true },
    {
      header: "State",
      cell: (row) => <StatusChip tone={STATES[row.state].tone}>{STATES[row.state].word}</StatusChip>,
    },
    {
      header: "May",
      cell: (row) => (
        <span title={row.scopes.join(", ")}>
          {row.scopes.length === 1 ? row.scopes[0] : plural(row.scopes.length, "permission")}
        </span>
      ),
      wideOnly: true,
    },
    {
      header: "Warehouses",
      cell: (row) => (row.warehouseScope.length === 0 ? "As its owner" : formatCount(row.warehouseScope.length)),
      wideOnly: true,
    },
    {
      header: "Last used",
      cell: (row) => (row.lastUsedAt ? <Ago at={row.lastUsedAt} /> : <span className="dim">never</span>),
    },
    {
      header: "Ends",
      cell: (row) => (row.expiresAt ? <Ago at={row.expiresAt} /> : <span className="dim">never</span>),
      wideOnly: true,
    },
    { header: "Per minute", align: "end", cell: (row) => formatCount(row.rateLimit), wideOnly: true },
    {
      header: "Actions",
      align: "end",
      cell: (row) =>
        row.state === "ACTIVE" && (isMine(row) ? mayRevoke : mayRevokeAny) ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            aria-label={`Revoke ${row.name}`}
            onClick={() => setEnding(row)}
          >
            Revoke
          </Button>
        ) : null,
    },
  ];
  return (
    <>
      <PlainTable label="API keys" entity="api-key" columns={columns} rows={rows} rowId={(row) => row.id} />
      {ending ? (
        <ConfirmDialog
          title={`Revoke ${ending.name}?`}
          danger
          effect={
            <>
              Programs that use it are refused within seconds, and it can't be brought back.{" "}
              {ending.lastUsedAt ? (
                <>
                  It was last used <Ago at={ending.lastUsedAt} />.
                </>
              ) : (
                "It was never used."
              )}
            </>
          }
          confirm="Revoke"
          onClose={() => setEnding(null)}
          onConfirm={async () => {
            const input = { id: ending.id, idempotencyKey: newKey() };
            await (isMine(ending) && mayRevoke ? revoke : revokeAny).mutateAsync(input);
            showToast({ code: "apiKey.revoked", text: `${ending.name} was revoked` });
            await utils.apiKey.invalidate();
          }}
        />
      ) : null}
    </>
  );
}
