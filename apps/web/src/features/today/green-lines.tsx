import { IconCircleCheck, IconCircleX, IconLoader2 } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import styles from "./green-lines.module.css";

/** Whether the books are whole: ledger against stock, and the chain of the audit trail. */
export function GreenLines({ positions }: { positions: number }) {
  const mayVerify = useCan("audit:verify");
  const invariants = trpc.dashboard.invariants.useQuery({}, { refetchInterval: 30_000 });
  const chain = trpc.audit.verify.useQuery({}, { enabled: mayVerify, refetchInterval: 120_000, staleTime: 60_000 });
  const broken = invariants.data?.rules.filter((rule) => rule.violations > 0).length ?? 0;
  return (
    <div>
      <Line
        state={invariants.data ? (invariants.data.ok ? "ok" : "broken") : "unknown"}
        text={invariants.data?.ok === false ? `${plural(broken, "rule")} of the ledger broken` : "Ledger equals stock"}
        detail={`${formatCount(positions)} positions`}
        at={invariants.data?.checkedAt}
      />
      {mayVerify ? (
        <Line
          state={chain.data ? (chain.data.ok ? "ok" : "broken") : "unknown"}
          text={
            chain.data?.ok === false
              ? `Audit chain broken at entry ${chain.data.brokenSeq ?? "?"}`
              : "Audit chain unbroken"
          }
          detail={chain.data ? `${formatCount(Number(chain.data.rows))} entries` : ""}
          at={chain.data?.checkedAt}
        />
      ) : null}
    </div>
  );
}

function Line({
  state,
  text,
  detail,
  at,
}: {
  state: "ok" | "broken" | "unknown";
  text: string;
  detail: string;
  at: string | undefined;
}) {
  return (
    <div className={styles.line} data-state={state} role="status">
      {state === "ok" ? (
        <IconCircleCheck size={16} stroke={1.6} aria-hidden="true" />
      ) : state === "broken" ? (
        <IconCircleX size={16} stroke={1.6} aria-hidden="true" />
      ) : (
        <IconLoader2 size={16} stroke={1.6} aria-hidden="true" />
      )}
      <span>{state === "unknown" ? "Checking…" : text}</span>
      <span className={`${styles.detail} dim num`}>
        {detail}
        {at ? (
          <>
            , <Ago at={at} />
          </>
        ) : null}
      </span>
    </div>
  );
}
