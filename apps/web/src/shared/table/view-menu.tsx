import { Menu } from "@mantine/core";
import type { SavedView } from "@invista/contracts/view/view";
import { IconBookmark, IconCheck, IconDeviceFloppy, IconSettings } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { useCan } from "../session/session.tsx";
import filterStyles from "../ui/filters.module.css";
import { ManageViewsDialog } from "./manage-views-dialog.tsx";
import { SaveViewDialog } from "./save-view-dialog.tsx";
import { isSetTo, useListView } from "./use-list-view.ts";

const CHECK = <IconCheck size={14} aria-hidden="true" />;

/** The views of a list: filters, order and columns under a name, one's own and shared ones. */
export function ViewMenu({ list }: { list: string }) {
  const may = useCan("saved_view:manage_own");
  return may ? <Views list={list} /> : null;
}

function Views({ list }: { list: string }) {
  const query = trpc.view.list.useQuery({ list }, { staleTime: 60_000 });
  const now = useListView(list);
  const [asked, setAsked] = useState<"save" | "manage" | null>(null);
  const rows = query.data?.rows ?? [];
  const current = rows.find((view) => isSetTo(view, now));
  const groups = [
    { label: "Mine", views: rows.filter((view) => !view.shared) },
    { label: "Shared", views: rows.filter((view) => view.shared) },
  ].filter((group) => group.views.length > 0);
  const item = (view: SavedView) => (
    <Menu.RadioItem
      key={view.id}
      value={view.id}
      checked={view.id === current?.id}
      checkIcon={CHECK}
      closeMenuOnClick
      onChange={() => now.apply(view)}
    >
      {view.name}
    </Menu.RadioItem>
  );
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <button
            type="button"
            className={filterStyles.filter}
            data-on={current ? true : undefined}
            aria-label={current ? `View: ${current.name}` : "Views: none chosen"}
          >
            <IconBookmark size={14} stroke={1.7} aria-hidden="true" />
            <span>{current?.name ?? "Views"}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown style={{ maxHeight: 360, overflowY: "auto" }}>
          {groups.map((group) => (
            <div key={group.label} role="group" aria-label={group.label}>
              <Menu.Label>{group.label}</Menu.Label>
              {group.views.map(item)}
            </div>
          ))}
          {groups.length > 0 ? <Menu.Divider /> : null}
          <Menu.Item leftSection={<IconDeviceFloppy size={15} stroke={1.6} />} onClick={() => setAsked("save")}>
            Save as a view…
          </Menu.Item>
          {rows.some((view) => view.mayChange) ? (
            <Menu.Item leftSection={<IconSettings size={15} stroke={1.6} />} onClick={() => setAsked("manage")}>
              Manage views…
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {asked === "save" ? <SaveViewDialog list={list} now={now} onClose={() => setAsked(null)} /> : null}
      {asked === "manage" ? <ManageViewsDialog views={rows} now={now} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
