import { ActionIcon, Button, Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../api/new-key.ts";
import { trpc, type Outputs } from "../api/trpc.ts";
import { Ago } from "../format/values.tsx";
import { ErrorPanel } from "../ui/error-panel.tsx";
import styles from "./notification-bell.module.css";
import top from "./top-bar.module.css";

type Notification = Outputs["notification"]["list"]["rows"][number];

/** What happened that concerns this person; the dot counts what is unread. */
export function NotificationBell() {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const utils = trpc.useUtils();
  const list = trpc.notification.list.useQuery({ limit: 20 });
  const mark = trpc.notification.markRead.useMutation({ onSuccess: () => utils.notification.list.invalidate() });
  const unread = list.data?.unread ?? 0;
  const follow = (row: Notification) => {
    if (!row.readAt) mark.mutate({ ids: [row.id], idempotencyKey: newKey() });
    setOpen(false);
    if (row.link) void router.navigate({ href: row.link });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={380} trapFocus>
      <Popover.Target>
        <ActionIcon
          size={34}
          className={top.bell}
          aria-label={unread > 0 ? `Notifications, ${unread} unread` : "Notifications"}
          onClick={() => setOpen(!open)}
        >
          <IconBell size={18} stroke={1.6} />
          {unread > 0 ? (
            <span className={top.unread} aria-hidden="true">
              {unread > 99 ? "99+" : unread}
            </span>
          ) : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Notifications">
        <div className={styles.head}>
          <h2>Notifications</h2>
          {/* Never disabled: the focus would leave the list, and Escape with it. */}
          <Button
            size="xs"
            variant="subtle"
            onClick={() => (unread > 0 ? mark.mutate({ idempotencyKey: newKey() }) : setOpen(false))}
          >
            Mark all as read
          </Button>
        </div>
        {list.error && !list.data ? <ErrorPanel error={list.error} retry={() => void list.refetch()} /> : null}
        {list.data?.rows.length === 0 ? (
          <p className={styles.none}>Nothing yet. Orders to confirm, finished imports and low stock appear here.</p>
        ) : null}
        <Link to="/notifications" className={styles.all} onClick={() => setOpen(false)}>
          All notifications
        </Link>
        <ul className={styles.list}>
          {list.data?.rows.map((row) => (
            <li key={row.id} data-entity="notification" data-id={row.id}>
              <button type="button" className={styles.row} onClick={() => follow(row)}>
                <span className={styles.dot} data-unread={!row.readAt || undefined} data-type={row.type} />
                <span className={styles.text}>
                  <span className="strong">{row.title}</span>
                  <span className="dim">{row.message}</span>
                </span>
                <span className={`${styles.age} faint`}>
                  <Ago at={row.createdAt} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
