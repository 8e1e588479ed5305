import { Menu } from "@mantine/core";
import { IconBuildingWarehouse, IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { trpc } from "../api/trpc.ts";
import styles from "./top-bar.module.css";
import { useWarehouse } from "./use-warehouse.ts";

const CHECK = <IconCheck size={14} aria-hidden="true" />;

/** Narrows Today, Stock and Ledger to one warehouse. */
export function WarehouseSwitch() {
  const chosen = useWarehouse();
  const navigate = useNavigate();
  const warehouses = trpc.warehouse.list.useQuery({}, { staleTime: 5 * 60_000 });
  const rows = warehouses.data?.rows ?? [];
  const name = rows.find((row) => row.id === chosen)?.name ?? (chosen ? "Warehouse" : "All warehouses");
  const choose = (id: string | undefined) =>
    void navigate({ to: ".", search: (before) => ({ ...before, warehouse: id }) });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={styles.warehouse} aria-label={`Warehouse: ${name}`}>
          <IconBuildingWarehouse size={16} stroke={1.6} aria-hidden="true" />
          <span className={styles.long}>{name}</span>
          <IconChevronDown size={14} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioItem
          value=""
          checked={!chosen}
          checkIcon={CHECK}
          closeMenuOnClick
          onChange={() => choose(undefined)}
        >
          All warehouses
        </Menu.RadioItem>
        <Menu.Divider />
        {rows.map((row) => (
          <Menu.RadioItem
            key={row.id}
            value={row.id}
            checked={chosen === row.id}
            checkIcon={CHECK}
            closeMenuOnClick
            onChange={() => choose(row.id)}
            rightSection={<span className="faint">{row.code}</span>}
          >
            {row.name}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
