import { ActionIcon, TextInput } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { IconArrowUp, IconX } from "@tabler/icons-react";
import { useState, type SyntheticEvent } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ProductPicker, type PickedProduct } from "../../shared/ui/product-picker.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./parts-dialog.module.css";
import { useRelations } from "./use-relations.ts";

interface Row {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** The quantity of a part, the note of a substitute. */
  readonly text: string;
}

const WORDS = {
  components: { title: "Parts of", verb: "Save parts", done: "product.partsSaved", field: "Quantity" },
  substitutes: { title: "Instead of", verb: "Save", done: "product.substitutesSaved", field: "Note" },
} as const;

/** A list of products that belong to another, each with a quantity or a note, in an order of one's own. */
export function PartsDialog({
  product,
  kind,
  rows: start,
  save,
  onClose,
}: {
  product: ProductView;
  kind: keyof typeof WORDS;
  rows: readonly { productId: string; sku: string; name: string; quantity?: string; note?: string | null }[];
  save: (
    rows: readonly Row[],
    shared: { productId: string; version: number; idempotencyKey: string },
  ) => Promise<unknown>;
  onClose: () => void;
}) {
  const words = WORDS[kind];
  const { readAgain } = useRelations(product.id);
  const [rows, setRows] = useState<readonly Row[]>(() =>
    start.map(({ productId, sku, name, quantity, note }) => ({ productId, sku, name, text: quantity ?? note ?? "" })),
  );
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [busy, setBusy] = useState(false);
  const add = (picked: PickedProduct | null) => {
    if (!picked || picked.id === product.id || rows.some((row) => row.productId === picked.id)) return;
    const { id: productId, sku, name } = picked;
    setRows([...rows, { productId, sku, name, text: kind === "components" ? "1" : "" }]);
  };
  const type = (productId: string, text: string) =>
    setRows(rows.map((row) => (row.productId === productId ? { ...row, text } : row)));
  const raise = (index: number) => {
    const next = [...rows];
    next.splice(index - 1, 0, ...next.splice(index, 1));
    setRows(next);
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    try {
      const typed = kind === "components" ? rows.map((row) => ({ ...row, text: parseDecimal(row.text) })) : rows;
      await save(typed, { productId: product.id, version: product.version, idempotencyKey: newKey() });
      await readAgain();
      showToast({ code: words.done, text: `${product.sku} was saved` });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={`${words.title} ${product.sku}`} size={560} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate aria-label={`${words.title} ${product.sku}`}>
        <FormAlert refusal={refusal} />
        <ul className={styles.rows}>
          {rows.map((row, index) => (
            <li key={row.productId} className={styles.row}>
              <span className={`${styles.name} cut`}>
                <span className="strong">{row.sku}</span> <span className="dim">{row.name}</span>
              </span>
              {kind === "components" ? (
                <DecimalField
                  aria-label={`Quantity of ${row.sku}`}
                  w={90}
                  value={row.text}
                  onChange={(text) => type(row.productId, text)}
                />
              ) : (
                <TextInput
                  aria-label={`Note on ${row.sku}`}
                  placeholder="Note"
                  w={160}
                  maxLength={200}
                  value={row.text}
                  onChange={(event) => type(row.productId, event.currentTarget.value)}
                />
              )}
              {kind === "substitutes" ? (
                <ActionIcon aria-label={`${row.sku} is better`} disabled={index === 0} onClick={() => raise(index)}>
                  <IconArrowUp size={15} />
                </ActionIcon>
              ) : null}
              <ActionIcon
                aria-label={`Take ${row.sku} out`}
                onClick={() => setRows(rows.filter((one) => one.productId !== row.productId))}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <ProductPicker key={rows.length} picked={null} onPick={add} label="Add a product" focusFirst />
        <FormButtons verb={words.verb} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
