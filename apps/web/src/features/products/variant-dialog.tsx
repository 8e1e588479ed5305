import { ActionIcon, Button, Checkbox, TagsInput, TextInput } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import {
  combinationKey,
  combinations,
  makeVariantsInput,
  MAX_VARIANTS,
  variantSku,
  type Option,
} from "@invista/contracts/product/variants";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./parts-dialog.module.css";
import { useRelations, type Relations } from "./use-relations.ts";

interface Values {
  options: { name: string; values: string[] }[];
  /** Combinations that are not to be made, by key. */
  left: string[];
  /** SKUs that were typed over, by key. */
  skus: Record<string, string>;
}

/** Options with their values, and the products that their combinations will be. */
export function VariantDialog({
  product,
  existing,
  onClose,
}: {
  product: ProductView;
  existing: Relations["variants"];
  onClose: () => void;
}) {
  const { readAgain } = useRelations(product.id);
  const make = trpc.catalog.makeVariants.useMutation();
  const [known] = useState(() => new Set(existing.map((one) => combinationKey(one.options))));
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof makeVariantsInput>({
    schema: makeVariantsInput,
    initial: { options: startOptions(existing), left: [], skus: {} },
    toInput: (values, idempotencyKey) => ({
      productId: product.id,
      version: product.version,
      rows: rowsOf(values, product, known)
        .filter((row) => !values.left.includes(row.key))
        .map(({ sku, name, options }) => ({ sku, name, options })),
      idempotencyKey,
    }),
    send: async (input) => {
      const made = await make.mutateAsync(input);
      await readAgain();
      showToast({ code: "product.variantsMade", text: `${plural(made.created, "variant")} of ${product.sku} made` });
      onClose();
    },
  });
  const values = form.getValues();
  const rows = rowsOf(values, product, known);
  const chosen = rows.filter((row) => !values.left.includes(row.key)).length;
  return (
    <Dialog title={`Variants of ${product.sku}`} size={640} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Variants">
        <FormAlert refusal={refusal} />
        {values.options.map((option, index) => (
          <div key={index} className={styles.row} style={{ alignItems: "flex-end", marginBottom: 10 }}>
            <TextInput
              label={index === 0 ? "Option" : undefined}
              aria-label={`Name of option ${index + 1}`}
              placeholder="Size"
              w={150}
              autoComplete="off"
              {...form.getInputProps(`options.${index}.name`)}
            />
            <TagsInput
              style={{ flex: 1 }}
              label={index === 0 ? "Values, each with Enter" : undefined}
              aria-label={`Values of option ${index + 1}`}
              placeholder={option.values.length === 0 ? "S, M, L" : ""}
              splitChars={[",", ";"]}
              {...form.getInputProps(`options.${index}.values`)}
            />
            <ActionIcon
              mb={6}
              aria-label={`Remove option ${index + 1}`}
              disabled={values.options.length === 1}
              onClick={() => form.removeListItem("options", index)}
            >
              <IconX size={15} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="xs"
          disabled={values.options.length >= 5}
          onClick={() => form.insertListItem("options", { name: "", values: [] })}
        >
          Add option
        </Button>
        {rows.length > 0 ? (
          <ul className={styles.matrix} aria-label="Combinations">
            {rows.map((row) => (
              <li key={row.key}>
                <Checkbox
                  aria-label={`Make ${row.name}`}
                  checked={!values.left.includes(row.key)}
                  onChange={(event) =>
                    form.setFieldValue(
                      "left",
                      event.currentTarget.checked
                        ? values.left.filter((key) => key !== row.key)
                        : [...values.left, row.key],
                    )
                  }
                />
                <span className={`${styles.name} cut`}>{Object.values(row.options).join(" · ")}</span>
                <TextInput
                  aria-label={`SKU of ${row.name}`}
                  size="xs"
                  w={220}
                  value={row.sku}
                  onChange={(event) =>
                    form.setFieldValue("skus", { ...values.skus, [row.key]: event.currentTarget.value })
                  }
                />
              </li>
            ))}
          </ul>
        ) : null}
        <p className="dim" style={{ marginTop: 10, fontSize: 13 }}>
          {chosen > MAX_VARIANTS
            ? `At most ${MAX_VARIANTS} at a time: leave some out.`
            : "Each is a product with its own stock. It takes unit, category, costing, tracking and prices from this one."}
        </p>
        <FormButtons
          verb={chosen === 0 ? "Make variants" : `Make ${plural(chosen, "variant")}`}
          busy={busy}
          disabled={chosen === 0 || chosen > MAX_VARIANTS}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function rowsOf(values: Values, product: ProductView, known: ReadonlySet<string>) {
  const options: Option[] = values.options
    .map((option) => ({ name: option.name.trim(), values: option.values }))
    .filter((option) => option.name !== "" && option.values.length > 0);
  // So many can't be made at once anyway; the page stays quick.
  if (options.reduce((total, option) => total * option.values.length, 1) > 2_000) return [];
  return combinations(options)
    .map((one) => ({ key: combinationKey(one), options: one }))
    .filter((row) => !known.has(row.key))
    .map((row) => ({
      ...row,
      sku: values.skus[row.key] ?? variantSku(product.sku, row.options),
      name: `${product.name} ${Object.values(row.options).join(" ")}`.slice(0, 500),
    }));
}

/** The options that the variants have already, with their values. */
function startOptions(existing: Relations["variants"]): Values["options"] {
  const names = [...new Set(existing.flatMap((one) => Object.keys(one.options)))];
  if (names.length === 0) return [{ name: "", values: [] }];
  return names.map((name) => ({ name, values: [...new Set(existing.flatMap((one) => one.options[name] ?? []))] }));
}
