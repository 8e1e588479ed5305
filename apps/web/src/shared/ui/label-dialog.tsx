import { Button, NumberInput, Select } from "@mantine/core";
import { LABEL_LAYOUTS, labelLayout, type LabelsInput } from "@invista/contracts/label/label";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { z } from "zod";
import { useDownload } from "../api/use-download.ts";
import { refusalOf } from "../api/refusal.ts";
import form_ from "../form/form.module.css";
import { plural } from "../format/words.ts";
import { usePreference } from "../shell/preferences.ts";
import { Dialog } from "./dialog.tsx";
import { showToast } from "./toast-store.ts";

interface Wanted {
  readonly kind: LabelsInput["kind"];
  readonly ids: readonly string[];
}

const LAYOUTS = labelLayout.options.map((value) => ({ value, label: LABEL_LAYOUTS[value].name }));

/** A button that asks for the paper and downloads labels, as PDF or for a label printer. */
export function LabelButton({ kind, ids, size }: Wanted & { size?: "xs" }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        {...(size ? { size } : {})}
        leftSection={<IconPrinter size={16} stroke={1.6} />}
        disabled={ids.length === 0}
        onClick={() => setOpen(true)}
      >
        Labels
      </Button>
      {open ? <LabelDialog kind={kind} ids={ids} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Asks for the paper and downloads the labels of some things. */
export function LabelDialog({ kind, ids, onClose }: Wanted & { onClose: () => void }) {
  const download = useDownload();
  const [layout, setLayout] = usePreference("labels.layout", labelLayout, "a4-24");
  const [copies, setCopies] = usePreference("labels.copies", z.number().int().min(1).max(100), 1);
  const [skip, setSkip] = useState(0);
  const [busy, setBusy] = useState(false);
  const { columns, rows } = LABEL_LAYOUTS[layout];
  const perSheet = columns * rows;
  const get = async (extension: "pdf" | "zpl") => {
    setBusy(true);
    try {
      const query = new URLSearchParams({
        kind,
        ids: ids.join(","),
        layout,
        copies: String(copies),
        skip: String(skip),
      });
      await download(`/api/v1/labels.${extension}?${query}`, `labels.${extension}`);
      showToast({ code: "labels.made", text: `${plural(ids.length * copies, "label")} downloaded` });
      onClose();
    } catch (error) {
      showToast({ code: "labels.failed", tone: "failed", text: refusalOf(error)?.message ?? "No labels were made." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Labels of ${plural(ids.length, WORDS[kind])}`} size={480} onClose={onClose}>
      <div className={form_.grid}>
        <Select
          className={form_.wide ?? ""}
          label="Paper"
          allowDeselect={false}
          data={LAYOUTS}
          value={layout}
          onChange={(value) => setLayout(labelLayout.catch(layout).parse(value))}
        />
        <NumberInput
          label="Copies of each"
          min={1}
          max={100}
          allowDecimal={false}
          value={copies}
          onChange={(value) => setCopies(Math.max(1, Number(value) || 1))}
        />
        {perSheet > 1 ? (
          <NumberInput
            label="Gone from the first sheet"
            min={0}
            max={perSheet - 1}
            allowDecimal={false}
            value={skip}
            onChange={(value) => setSkip(Number(value) || 0)}
          />
        ) : null}
      </div>
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end", marginTop: 16 }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button loading={busy} onClick={() => void get("zpl")}>
          For a label printer (ZPL)
        </Button>
        <Button variant="filled" loading={busy} onClick={() => void get("pdf")}>
          PDF
        </Button>
      </div>
    </Dialog>
  );
}

const WORDS = { PRODUCT: "product", BIN: "bin", LOT: "lot", SERIAL: "piece" } as const;
