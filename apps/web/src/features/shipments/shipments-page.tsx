import { SegmentedControl } from "@mantine/core";
import { useCan } from "../../shared/session/session.tsx";
import { CarrierList } from "./carrier-list.tsx";
import { ShipmentBoard } from "./shipment-board.tsx";
import { ShipmentList } from "./shipment-list.tsx";
import type { ShipmentSearch } from "./shipment-search.ts";

/** The way out: what waits at each station, or every shipment there is. */
export function ShipmentsPage({
  search,
  onSearch,
  onOpen,
}: {
  search: ShipmentSearch;
  onSearch: (change: Partial<ShipmentSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const maySeeCarriers = useCan("carrier:read");
  const show = search.show ?? "board";
  const switcher = (
    <SegmentedControl
      aria-label="What is shown"
      data={[
        { value: "board", label: "Board" },
        { value: "list", label: "All shipments" },
        ...(maySeeCarriers ? [{ value: "carriers", label: "Carriers" }] : []),
      ]}
      value={show}
      onChange={(next) =>
        onSearch({
          show: next === "list" || next === "carriers" ? next : undefined,
          q: undefined,
          status: undefined,
          view: undefined,
          wave: undefined,
        })
      }
    />
  );
  if (show === "carriers" && maySeeCarriers) return <CarrierList switcher={switcher} />;
  return show === "board" ? (
    <ShipmentBoard switcher={switcher} />
  ) : (
    <ShipmentList switcher={switcher} search={search} onSearch={onSearch} onOpen={onOpen} />
  );
}
