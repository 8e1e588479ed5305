import { ActionIcon, Menu } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { ViewMenu } from "./view-menu.tsx";
import { useHiddenColumns } from "./use-hidden-columns.ts";

/** What every list offers beside its filters: its views and its columns. */
export function ListTools(props: {
  list: string;
  columns: readonly { id: string; header: string; priority: number }[];
}) {
  return (
    <>
      <ViewMenu list={props.list} />
      <ColumnMenu {...props} />
    </>
  );
}

/** Chooses the columns of a list. */
function ColumnMenu({
  list,
  columns,
}: {
  list: string;
  columns: readonly { id: string; header: string; priority: number }[];
}) {
  const [hidden, setHidden] = useHiddenColumns(list);
  const toggle = (id: string) => setHidden(hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id]);
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label="Columns" title="Columns" size={28}>
          <IconColumns3 size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Columns, where there is room for them</Menu.Label>
        {columns
          .filter((column) => column.priority > 1)
          .map((column) => (
            <Menu.CheckboxItem key={column.id} checked={!hidden.includes(column.id)} onChange={() => toggle(column.id)}>
              {column.header}
            </Menu.CheckboxItem>
          ))}
        {hidden.length > 0 ? <Menu.Item onClick={() => setHidden([])}>Show all</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
