import type { DashboardView } from "@invista/contracts/dashboard/dashboard";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { formatAmounts } from "../../shared/format/numbers.ts";
import { Panel } from "../../shared/ui/panel.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import styles from "./do-next.module.css";

type Task = DashboardView["doNext"][number];

const SHOWN = 7;
const URGENCY: readonly Task["tone"][] = ["danger", "warning", "info", "neutral"];
const PAGE: Record<string, string> = { order: "/orders", stock: "/stock" };

/** What to do next: what is late first, then what waits. */
export function DoNext({ tasks }: { tasks: readonly Task[] }) {
  const router = useRouter();
  const [all, setAll] = useState(false);
  const sorted = tasks.toSorted((a, b) => URGENCY.indexOf(a.tone) - URGENCY.indexOf(b.tone));
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  const more = (
    <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
      {all ? "Show fewer" : `Show all ${tasks.length}`}
    </button>
  );
  return (
    <Panel title="Do next" hint="late first" aside={tasks.length > SHOWN ? more : null} flush>
      {tasks.length === 0 ? (
        <p className={`${styles.none} dim`}>
          Nothing waits. Orders to confirm or ship and stock below its minimum appear here.
        </p>
      ) : null}
      <ul>
        {shown.map((task) => {
          const page = PAGE[task.kind];
          const open = page ? `${page}/${task.id}` : null;
          return (
            <li
              key={`${task.kind}-${task.id}-${task.title}`}
              className={styles.task}
              data-entity={task.kind}
              data-id={task.id}
            >
              {open ? (
                <a
                  href={open}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    void router.navigate({ href: open });
                  }}
                >
                  {task.title}
                </a>
              ) : (
                <span className="strong">{task.title}</span>
              )}
              <span className={`${styles.detail} dim cut`}>{formatAmounts(task.detail)}</span>
              <StatusChip tone={task.tone}>{task.state}</StatusChip>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
