import { Button, FileButton } from "@mantine/core";
import { refuse } from "@invista/contracts/errors";
import { FILE_MAX_BYTES, type ProductFile } from "@invista/contracts/product/files";
import type { ProductView } from "@invista/contracts/product/read-product";
import { IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { useServices } from "../../shared/api/services.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useDownload } from "../../shared/api/use-download.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./file-panel.module.css";
import { ProductPicture } from "./product-picture.tsx";

const TOO_LARGE: RefusalView = {
  kind: "refused",
  code: "INVALID",
  rule: "file.tooLarge",
  message: refuse("INVALID", "file.tooLarge", { max: "5 MB" }).message,
  requestId: null,
  details: {},
};

/** Pictures and papers of a product. */
export function FilePanel({ product }: { product: ProductView }) {
  const utils = trpc.useUtils();
  const query = trpc.catalog.files.useQuery({ productId: product.id });
  const mayChange = useCan("product:update") && product.status !== "ARCHIVED";
  const remove = trpc.catalog.removeFile.useMutation();
  const download = useDownload();
  const upload = useUpload(product.id);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState<ProductFile | null>(null);
  const add = async (file: File | null) => {
    if (!file) return;
    setRefusal(file.size > FILE_MAX_BYTES ? TOO_LARGE : null);
    if (file.size > FILE_MAX_BYTES) return;
    setBusy(true);
    try {
      await upload(file);
      await utils.catalog.files.invalidate();
      showToast({ code: "product.fileAdded", text: `${file.name} was added` });
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel
      title="Files"
      hint="pictures, PDF and text, up to 5 MB each"
      aside={
        mayChange ? (
          <FileButton
            onChange={(file) => void add(file)}
            accept="image/png,image/jpeg,image/webp,application/pdf,text/plain,.csv,.md"
          >
            {(props) => (
              <Button size="xs" loading={busy} leftSection={<IconPaperclip size={14} />} {...props}>
                Add file
              </Button>
            )}
          </FileButton>
        ) : null
      }
    >
      <FormAlert refusal={refusal} />
      <QueryArea
        query={query}
        loading={<Skeleton height={120} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={<p className="dim">Nothing yet. A picture helps whoever picks it; a data sheet whoever sells it.</p>}
      >
        {(data) => (
          <ul className={styles.files} aria-label={`Files of ${product.sku}`}>
            {data.rows.map((file) => (
              <li key={file.id} className={styles.file} data-entity="file" data-id={file.id}>
                {file.isImage ? (
                  <ProductPicture fileId={file.id} name={file.name} size={72} />
                ) : (
                  <span className={styles.paper}>{file.mediaType === "application/pdf" ? "PDF" : "Text"}</span>
                )}
                <span className={styles.about}>
                  <span className="strong cut">{file.name}</span>
                  <span className="dim">
                    {sizeOf(file.size)} · <Ago at={file.createdAt} />
                    {file.createdByName ? ` by ${file.createdByName}` : ""}
                    {file.isMain ? " · shown for the product" : ""}
                  </span>
                  <span className={styles.actions}>
                    <Button
                      size="compact-xs"
                      onClick={() =>
                        void download(`/api/v1/files/${file.id}`, file.name).catch((error: unknown) =>
                          setRefusal(refusalOf(error)),
                        )
                      }
                    >
                      Download
                    </Button>
                    {mayChange ? (
                      <Button size="compact-xs" onClick={() => setOpen(file)}>
                        Remove
                      </Button>
                    ) : null}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </QueryArea>
      {open ? (
        <ConfirmDialog
          title={`Remove ${open.name}?`}
          effect="It is deleted for good; the audit trail keeps its name."
          confirm="Remove"
          danger
          onConfirm={() =>
            remove.mutateAsync({ id: open.id, idempotencyKey: newKey() }).then(() => utils.catalog.files.invalidate())
          }
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Panel>
  );
}

function useUpload(productId: string): (file: File) => Promise<void> {
  const { accessToken } = useServices();
  return async (file) => {
    const token = await accessToken();
    const answer = await fetch(`/api/v1/products/${productId}/files?fileName=${encodeURIComponent(file.name)}`, {
      method: "POST",
      headers: {
        "content-type": "application/octet-stream",
        "idempotency-key": newKey(),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: file,
    });
    if (!answer.ok) throw await answer.json();
  };
}

function sizeOf(bytes: number): string {
  return bytes < 102_400
    ? `${formatDecimal((bytes / 1024).toFixed(1))} kB`
    : `${formatDecimal((bytes / 1_048_576).toFixed(1))} MB`;
}
