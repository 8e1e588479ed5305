import type { UserView } from "@invista/contracts/user/user";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import styles from "./team.module.css";

/** The last ten things a person did, and the way to all of them. */
export function PersonRecent({ person }: { person: UserView }) {
  const query = trpc.audit.list.useQuery({ userId: person.id, limit: 10 });
  return (
    <QueryArea query={query} loading={<Skeleton height={160} />}>
      {(data) => (
        <>
          <PlainTable
            label={`What ${person.name} did last`}
            entity="audit_entry"
            rows={data.rows}
            rowId={(row) => row.seq}
            empty="Nothing is in the trail."
            columns={[
              { header: "What", cell: (row) => `${sentence(row.action)} · ${sentence(row.resource)}` },
              { header: "When", align: "end", cell: (row) => <Ago at={row.at} /> },
            ]}
          />
          {data.nextCursor ? (
            <div className={styles.more}>
              <Button size="xs" renderRoot={(props) => <Link to="/audit" search={{ userId: person.id }} {...props} />}>
                All of it
              </Button>
            </div>
          ) : null}
        </>
      )}
    </QueryArea>
  );
}
