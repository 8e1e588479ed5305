import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

type Pair = Outputs["catalog"]["duplicates"]["rows"][number];
type Merged = Outputs["catalog"]["merge"];

/** Makes one product of two that are the same: asks which one stays, and says what becomes of the other. */
export function MergeDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const utils = trpc.useUtils();
  const merge = trpc.catalog.merge.useMutation();
  const [keptId, setKeptId] = useState(pair.first.id);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [kept, gone] = keptId === pair.first.id ? [pair.first, pair.second] : [pair.second, pair.first];
  const run = async () => {
    setRefusal(null);
    try {
      const done = await merge.mutateAsync({
        keptId: kept.id,
        keptVersion: kept.version,
        goneId: gone.id,
        goneVersion: gone.version,
        idempotencyKey: newKey(),
      });
      await Promise.all([utils.catalog.invalidate(), utils.product.invalidate(), utils.price.invalidate()]);
      showToast({ code: "product.merged", text: `${gone.sku} was merged into ${done.sku}${tookOver(done)}` });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  return (
    <Dialog title={`Merge ${pair.first.sku} and ${pair.second.sku}`} size={560} onClose={onClose}>
      <FormAlert refusal={refusal} />
      <Radio.Group label="Which one stays?" value={keptId} onChange={setKeptId}>
        <div style={{ display: "grid", gap: 10, marginTop: 8 }}>
          {[pair.first, pair.second].map((product) => (
            <Radio
              key={product.id}
              value={product.id}
              label={
                <>
                  <span className="strong">{product.sku}</span> {product.name}{" "}
                  <span className="dim">
                    <Quantity value={product.onHand} /> on hand
                  </span>
                </>
              }
            />
          ))}
        </div>
      </Radio.Group>
      <ul style={{ margin: "16px 0 0", paddingLeft: 20, listStyle: "disc", color: "var(--text-2)" }}>
        <li>
          Codes, supplier numbers and files of {gone.sku} go to {kept.sku}.
        </li>
        <li>Prices go where {kept.sku} has none in that list, and values of fields where it has none.</li>
        <li>
          {gone.sku} is archived as replaced by {kept.sku}. Its movements and documents stay under its own name.
        </li>
        <li>This can&apos;t be undone with one click.</li>
      </ul>
      <div style={{ display: "flex", justifyContent: "flex-end", gap: 8, marginTop: 20 }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" color="red.8" loading={merge.isPending} onClick={() => void run()}>
          Merge
        </Button>
      </div>
    </Dialog>
  );
}

function tookOver({ codes, sources, prices, files, fields }: Merged): string {
  const parts = [
    [codes, "code"],
    [sources, "supplier number"],
    [prices, "price"],
    [files, "file"],
    [fields, "field"],
  ] as const;
  const words = parts.flatMap(([count, one]) => (count > 0 ? [plural(count, one)] : []));
  return words.length > 0 ? `, which took over ${words.join(", ")}` : "";
}
