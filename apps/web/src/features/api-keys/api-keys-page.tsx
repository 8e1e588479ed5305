import { Button, SegmentedControl } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { ApiKeyTable } from "./api-key-table.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { KeyShownOnce } from "./key-shown-once.tsx";

type Made = Outputs["apiKey"]["create"];

/** Keys for programs: one's own, and everyone's for those who may see them. */
export function ApiKeysPage() {
  const mayCreate = useCan("api_key:create");
  const maySeeAll = useCan("api_key:read_all");
  const [whose, setWhose] = useState("mine");
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const mine = trpc.apiKey.list.useQuery({}, { enabled: whose === "mine" });
  const all = trpc.apiKey.listAll.useQuery({}, { enabled: whose === "all" });
  const query = whose === "all" ? all : mine;
  useShortcuts(
    [{ keys: "c", label: "new key", group: "This page", inFooter: true, run: () => setCreating(true) }],
    mayCreate,
  );
  const create = mayCreate ? (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setCreating(true)}>
      New key
    </Button>
  ) : null;
  return (
    <PlainPage
      title="API keys"
      figures={query.data ? plural(query.data.rows.filter((row) => row.state === "ACTIVE").length, "active key") : null}
      actions={
        <>
          {maySeeAll ? (
            <SegmentedControl
              size="xs"
              aria-label="Whose keys"
              data={[
                { value: "mine", label: "Mine" },
                { value: "all", label: "Everyone's" },
              ]}
              value={whose}
              onChange={setWhose}
            />
          ) : null}
          {create}
        </>
      }
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={180} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={
          <Notice icon={<IconKey size={28} stroke={1.5} />} title="No API keys" action={create}>
            A key lets a program use the API as you, with as many of your permissions as you give it.
          </Notice>
        }
      >
        {(data) => (
          <Panel flush>
            <ApiKeyTable rows={data.rows} showOwner={whose === "all"} />
          </Panel>
        )}
      </QueryArea>
      {creating ? <CreateKeyDialog onClose={() => setCreating(false)} onMade={setMade} /> : null}
      {made ? <KeyShownOnce made={made} onClose={() => setMade(null)} /> : null}
    </PlainPage>
  );
}
