import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { refusalOf } from "../api/refusal.ts";
import { useDownload } from "../api/use-download.ts";
import { showToast } from "./toast-store.ts";

/** Downloads something to print. */
export function PaperButton({
  path,
  name,
  label,
  size = "xs",
}: {
  path: string;
  name: string;
  label: string;
  size?: "xs" | "sm";
}) {
  const download = useDownload();
  const [busy, setBusy] = useState(false);
  const get = async () => {
    setBusy(true);
    try {
      await download(path, name);
    } catch (error) {
      showToast({ code: "sheet.failed", tone: "failed", text: refusalOf(error)?.message ?? "No sheet was made." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size={size} leftSection={<IconPrinter size={16} stroke={1.6} />} loading={busy} onClick={() => void get()}>
      {label}
    </Button>
  );
}
