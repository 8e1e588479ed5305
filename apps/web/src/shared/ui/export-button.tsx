import { Button } from "@mantine/core";
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
  | "orders"
  | "customers"
  | "audit";

/** Downloads the filtered list as CSV, all of its pages, and shows how much has arrived. */
export function ExportButton({
  list,
  filters,
  permission,
  format = "csv",
  label = "Export",
}: {
  list: List;
  filters: Readonly<Record<string, string | undefined>>;
  permission: Permission;
  format?: "csv" | "jsonl";
  label?: string;
}) {
  const { accessToken } = useServices();
  const [received, setReceived] = useState<number | null>(null);
  const download = async () => {
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
      <Button
        leftSection={<IconDownload size={16} stroke={1.6} />}
        disabled={received !== null}
        onClick={() => void download()}
      >
        {received ? `${Math.ceil(received / 1024)} kB` : label}
      </Button>
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
  return new Blob(parts, { type: "text/csv" });
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
