import { Button, Menu } from "@mantine/core";
import { MAX_CHOSEN } from "@invista/contracts/page";
import type { Permission } from "@invista/contracts/permissions";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { refusalOf } from "../api/refusal.ts";
import { useDownload } from "../api/use-download.ts";
import { Can } from "../session/session.tsx";
import { showToast } from "./toast-store.ts";

type List =
  | "products"
  | "stock"
  | "prices"
  | "bins"
  | "stock-as-of"
  | "bins-as-of"
  | "lots-as-of"
  | "serials-as-of"
  | "movements"
  | "transfers"
  | "operations"
  | "lots"
  | "inspections"
  | "serials"
  | "nonconformances"
  | "counts"
  | "warehouses"
  | "imports"
  | "replenishment"
  | "people"
  | "orders"
  | "shipments"
  | "customers"
  | "invoices"
  | "returns"
  | "audit";

type Format = "csv" | "xlsx" | "jsonl";
const FORMAT_WORDS: Record<Format, string> = { csv: "CSV", xlsx: "Excel", jsonl: "JSON lines" };

/** Downloads the filtered list, all of its pages, in the chosen format, and shows how much has arrived. */
export function ExportButton({
  list,
  filters,
  permission,
  formats = ["csv", "xlsx"],
  label = "Export",
  size,
}: {
  list: List;
  filters: Readonly<Record<string, string | undefined>>;
  permission: Permission;
  formats?: readonly Format[];
  label?: string;
  size?: "xs";
}) {
  const download = useDownload();
  const [received, setReceived] = useState<number | null>(null);
  const look = {
    leftSection: <IconDownload size={16} stroke={1.6} />,
    disabled: received !== null,
    ...(size ? { size } : {}),
  };
  const words = received ? `${Math.ceil(received / 1024)} kB` : label;
  const exportAs = async (format: Format) => {
    setReceived(0);
    try {
      const query = new URLSearchParams(
        Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])),
      );
      await download(`/api/v1/export/${list}.${format}?${query}`, `${list}.${format}`, setReceived);
      showToast({ code: "list.exported", text: `${list}.${format} was downloaded` });
    } catch (error) {
      showToast({
        code: "list.exportFailed",
        tone: "failed",
        text: `No file was made: ${refusalOf(error)?.message ?? ""}`,
      });
    } finally {
      setReceived(null);
    }
  };
  return (
    <Can permission={permission}>
      {formats.length === 1 && formats[0] ? (
        <Button {...look} onClick={() => void exportAs(formats[0] ?? "csv")}>
          {words}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button {...look}>{words}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map((format) => (
              <Menu.Item key={format} onClick={() => void exportAs(format)}>
                {FORMAT_WORDS[format]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Can>
  );
}

/** Downloads the chosen rows of a list, as many as an address can name. */
export function ExportChosen({
  list,
  ids,
  permission,
}: {
  list: List;
  ids: readonly string[];
  permission: Permission;
}) {
  if (ids.length > MAX_CHOSEN)
    return <span className="dim">At most {MAX_CHOSEN} are exported by choice; filter the list for more.</span>;
  return (
    <ExportButton
      list={list}
      filters={{ ids: ids.join(",") }}
      permission={permission}
      label={`Export ${ids.length}`}
      size="xs"
    />
  );
}
