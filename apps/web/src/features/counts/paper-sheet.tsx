import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { refusalOf } from "../../shared/api/refusal.ts";
import { useDownload } from "../../shared/api/use-download.ts";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Downloads the sheet of a count to be filled in on paper. */
export function PaperSheet({ count }: { count: { id: string; countNumber: string } }) {
  const download = useDownload();
  const [busy, setBusy] = useState(false);
  const get = async () => {
    setBusy(true);
    try {
      await download(`/api/v1/counts/${count.id}/sheet.pdf`, `${count.countNumber}.pdf`);
    } catch (error) {
      showToast({ code: "sheet.failed", tone: "failed", text: refusalOf(error)?.message ?? "No sheet was made." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button leftSection={<IconPrinter size={16} stroke={1.6} />} loading={busy} onClick={() => void get()}>
      Paper sheet
    </Button>
  );
}
