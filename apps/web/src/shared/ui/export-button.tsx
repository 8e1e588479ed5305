import { Button, Menu } from "@mantine/core";
import type { Permission } from "@invista/contracts/permissions";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { refusalOf } from "../api/refusal.ts";
import { useServices } from "../api/services.ts";
import { Can } from "../session/session.tsx";
import { showToast } from "./toast-store.ts";

type List =
  | "products"
  | "stock"
  | "stock-as-of"
  | "movements"
  | "transfers"
  | "operations"
  | "lots"
  | "counts"
  | "warehouses"
  | "imports"
  | "replenishment"
  | "people"
  | "orders"
  | "customers"
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
}: {
  list: List;
  filters: Readonly<Record<string, string | undefined>>;
  permission: Permission;
  formats?: readonly Format[];
  label?: string;
}) {
  const { accessToken } = useServices();
  const [received, setReceived] = useState<number | null>(null);
  const look = { leftSection: <IconDownload size={16} stroke={1.6} />, disabled: received !== null };
  const words = received ? `${Math.ceil(received / 1024)} kB` : label;
  const download = async (format: Format) => {
    setReceived(0);
    try {
      const query = new URLSearchParams(
        Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])),
      );
      const token = await accessToken();
      const answer = await fetch(`/api/v1/export/${list}.${format}?${query}`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      if (!answer.ok || !answer.body) throw await answer.json();
      save(await collect(answer.body, setReceived), `${list}.${format}`);
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
        <Button {...look} onClick={() => void download(formats[0] ?? "csv")}>
          {words}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button {...look}>{words}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map((format) => (
              <Menu.Item key={format} onClick={() => void download(format)}>
                {FORMAT_WORDS[format]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Can>
  );
}

async function collect(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onProgress: (bytes: number) => void,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    onProgress((bytes += part.value.byteLength));
  }
  return new Blob(parts, { type: "application/octet-stream" });
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
