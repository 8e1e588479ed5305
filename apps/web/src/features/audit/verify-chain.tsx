import { Button } from "@mantine/core";
import { IconCircleCheck, IconAlertTriangle } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";

/** Recomputes the chain of hashes and says whether an entry was changed. */
export function VerifyChain() {
  const mayVerify = useCan("audit:verify");
  const verify = trpc.audit.verify.useQuery({}, { enabled: mayVerify, staleTime: 60_000 });
  if (!mayVerify) return null;
  if (!verify.data)
    return <span className="dim">{verify.error ? "The chain could not be checked" : "Checking the chain"}</span>;
  const { ok, rows, reason, witnesses, checkedAt } = verify.data;
  return (
    <span
      role="status"
      style={{ display: "inline-flex", gap: 6, alignItems: "center", color: ok ? "var(--green)" : "var(--red)" }}
    >
      {ok ? <IconCircleCheck size={16} aria-hidden="true" /> : <IconAlertTriangle size={16} aria-hidden="true" />}
      {ok ? `Chain unbroken over ${formatCount(Number(rows))} entries, ${formatCount(witnesses)} witnesses` : reason}
      <span className="dim">
        <Ago at={checkedAt} />
      </span>
      <Button size="compact-xs" variant="subtle" loading={verify.isFetching} onClick={() => void verify.refetch()}>
        Check again
      </Button>
    </span>
  );
}
