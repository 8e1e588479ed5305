import type { SettingDefinition } from "@invista/contracts/config/registry";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago } from "../../shared/format/values.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import styles from "./configuration.module.css";
import { valueWords } from "./setting.ts";

/** Who changed a setting from what to what, out of the audit trail. */
export function SettingHistory({ settingKey, definition }: { settingKey: string; definition: SettingDefinition }) {
  const query = trpc.config.history.useQuery({ key: settingKey });
  return (
    <section className={styles.history} aria-label="History">
      <h3>History</h3>
      <QueryArea
        query={query}
        loading={<Skeleton height={28} />}
        isEmpty={({ rows }) => rows.length === 0}
        empty={<p className="dim">Never changed.</p>}
      >
        {({ rows }) => (
          <ol>
            {rows.map((row) => (
              <li key={row.seq}>
                <span>
                  {valueWords(definition, row.before)} →{" "}
                  <span className="strong">{valueWords(definition, row.after)}</span>
                </span>
                <span className="dim">
                  {row.userName ?? "Someone"}, <Ago at={row.at} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </QueryArea>
    </section>
  );
}
