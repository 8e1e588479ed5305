import { Button, SegmentedControl } from "@mantine/core";
import { IconBell, IconSettings } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { Ago } from "../../shared/format/values.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip, type Tone } from "../../shared/ui/status-chip.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./notifications.module.css";
import { PreferencesDialog } from "./preferences-dialog.tsx";

type Row = Outputs["notification"]["list"]["rows"][number];

const TONES: Record<Row["type"], { tone: Tone; word: string }> = {
  INFO: { tone: "info", word: "News" },
  SUCCESS: { tone: "good", word: "Done" },
  WARNING: { tone: "warning", word: "Look" },
  ERROR: { tone: "danger", word: "Failed" },
};

/** Everything this person was told, with the way to what it is about. */
export function NotificationsPage({ unread, onUnread }: { unread: boolean; onUnread: (unread: boolean) => void }) {
  const router = useRouter();
  const utils = trpc.useUtils();
  const query = usePages(trpc.notification.list, unread ? { unread } : {}, utils.client.notification.list.query);
  const [choosing, setChoosing] = useState(false);
  const mark = trpc.notification.markRead.useMutation({ onSuccess: () => utils.notification.list.invalidate() });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const follow = (row: Row) => {
    if (!row.readAt) mark.mutate({ ids: [row.id], idempotencyKey: newKey() });
    if (row.link) void router.navigate({ href: row.link });
  };
  const all = async () => {
    const { marked } = await mark.mutateAsync({ idempotencyKey: newKey() });
    showToast({ code: "notification.allRead", text: `${marked} marked as read` });
  };
  return (
    <ListPage
      title="Notifications"
      actions={
        <>
          <Button onClick={() => void all()}>Mark all as read</Button>
          <Button leftSection={<IconSettings size={16} stroke={1.6} />} onClick={() => setChoosing(true)}>
            Choose what to hear of
          </Button>
        </>
      }
      filters={
        <SegmentedControl
          size="xs"
          aria-label="Which notifications"
          data={[
            { value: "all", label: "All" },
            { value: "unread", label: "Unread" },
          ]}
          value={unread ? "unread" : "all"}
          onChange={(value) => onUnread(value === "unread")}
        />
      }
    >
      <QueryArea
        query={query}
        loading={<Skeleton height="50vh" />}
        isEmpty={() => rows.length === 0}
        empty={
          <Notice icon={<IconBell size={28} stroke={1.5} />} title={unread ? "Nothing unread" : "Nothing yet"}>
            Orders to confirm, finished imports and what others do with your work appear here.
          </Notice>
        }
      >
        {() => (
          // A long list is scrolled by keyboard too.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <section className={styles.scroll} tabIndex={0} aria-label="Notifications, newest first">
            <ul className={styles.list}>
              {rows.map((row) => (
                <li key={row.id} data-entity="notification" data-id={row.id} data-unread={!row.readAt || undefined}>
                  <button type="button" className={styles.row} onClick={() => follow(row)}>
                    <StatusChip tone={TONES[row.type].tone}>{TONES[row.type].word}</StatusChip>
                    <span className={styles.text}>
                      <span className={row.readAt ? "" : "strong"}>
                        {row.title}
                        {row.readAt ? null : <span className="hidden-visually"> (unread)</span>}
                      </span>
                      <span className="dim">{row.message}</span>
                    </span>
                    <span className="dim">
                      <Ago at={row.createdAt} />
                    </span>
                  </button>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`Mark ${row.title} as ${row.readAt ? "unread" : "read"}`}
                    onClick={() => mark.mutate({ ids: [row.id], read: !row.readAt, idempotencyKey: newKey() })}
                  >
                    {row.readAt ? "Unread" : "Read"}
                  </Button>
                </li>
              ))}
            </ul>
            {query.hasNextPage ? (
              <Button
                className={styles.more ?? ""}
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show older
              </Button>
            ) : null}
          </section>
        )}
      </QueryArea>
      {choosing ? <PreferencesDialog onClose={() => setChoosing(false)} /> : null}
    </ListPage>
  );
}
