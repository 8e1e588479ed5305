import { Button, Progress } from "@mantine/core";
import { sheetKind, SHEETS, templateOf } from "@invista/contracts/import/kinds";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { useServices } from "../../shared/api/services.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { uploadFile } from "./upload-file.ts";
import styles from "./upload-page.module.css";

const TEMPLATE =
  "sku,name,category,supplier,cost,price,quantity,warehouse,location,barcode,weight\r\nVALVE-20,Ball valve 20 mm,Valves,Meyer,6.40,14.90,120,MAIN,A-01-1,4006381333931,0.85\r\n";

/** Takes a file by drop or choice, and goes on to its dry run. */
export function UploadPage({ onUploaded }: { onUploaded: (id: string) => void }) {
  const { accessToken } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setError(null);
    setShare(0);
    try {
      onUploaded(await uploadFile(file, await accessToken(), setShare));
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "The file could not be sent.");
    } finally {
      setShare(null);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <PlainPage title="Import a file" narrow>
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        onDrop={drop}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
      >
        <IconFileSpreadsheet size={32} stroke={1.4} aria-hidden="true" />
        <div className={styles.title}>Drop a CSV or Excel file here</div>
        <div className="dim">
          Products, stock, prices, bins, lots, serial numbers or counts, up to 64 MiB. Nothing is written before you
          have seen what it would change.
        </div>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          aria-label="File to import"
          className="hidden-visually"
          onChange={(event) => void send(event.currentTarget.files?.[0])}
        />
        <Button variant="filled" loading={share !== null} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        {share === null ? null : <Progress value={share * 100} w="100%" aria-label="Upload" />}
        {error ? (
          <div role="alert" className={styles.error}>
            {error}
          </div>
        ) : null}
      </div>
      <Panel title="What can be imported">
        <ul className={styles.list}>
          <li>A Shopify product or inventory export, or a WooCommerce product export, as it comes.</li>
          <li>
            Our template: one line per product, its stock in <code>quantity</code> and <code>warehouse</code>, or a
            column per warehouse such as <code>quantity MAIN</code>.{" "}
            <Template name="invista-template.csv" text={TEMPLATE}>
              Download the template
            </Template>
          </li>
          <li>
            Prices, bins, lots, stock by lot, serial numbers or counted quantities. Templates:{" "}
            {sheetKind.options.map((kind, index) => (
              <span key={kind}>
                {index > 0 ? ", " : ""}
                <Template name={`invista-${kind.toLowerCase().replace("_", "-")}.csv`} text={templateOf(kind)}>
                  {SHEETS[kind].word.toLowerCase()}
                </Template>
              </span>
            ))}
            .
          </li>
          <li>Any other file of products: you say which column holds what.</li>
          <li>
            Text (<code>.csv</code>, <code>.tsv</code>, <code>.txt</code>) or Excel (<code>.xlsx</code>, its first
            visible sheet; formulas count as the value saved with them). Save an older <code>.xls</code> as one of these
            first.
          </li>
        </ul>
      </Panel>
    </PlainPage>
  );
}

function Template({ name, text, children }: { name: string; text: string; children: ReactNode }) {
  return (
    <a
      href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`}
      download={name}
      style={{ textDecoration: "underline" }}
    >
      {children}
    </a>
  );
}
