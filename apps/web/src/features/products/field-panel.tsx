import { Button, Select, Switch, TextInput } from "@mantine/core";
import type { AttributeValue } from "@invista/contracts/product/attributes";
import type { ProductView } from "@invista/contracts/product/read-product";
import { Link } from "@tanstack/react-router";
import { useState, type SyntheticEvent } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form from "../../shared/form/form.module.css";
import { formatDay } from "../../shared/format/times.ts";
import { formatDecimal, parseDecimal } from "../../shared/format/numbers.ts";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import facts from "./product-facts.module.css";

type Fields = Outputs["catalog"]["attributes"];
type Field = Fields["rows"][number];

/** The fields of one's own that the product has by its category. */
export function FieldPanel({ product }: { product: ProductView }) {
  const query = trpc.catalog.attributes.useQuery({ id: product.id });
  const mayChange = useCan("product:update") && product.status !== "ARCHIVED";
  const mayDefine = useCan("category:manage");
  const [open, setOpen] = useState(false);
  const none = mayDefine ? (
    <>
      Products of this category have no fields of your own. <Link to="/fields">Add some</Link>.
    </>
  ) : (
    "Products of this category have no fields of your own."
  );
  return (
    <Panel
      title="Fields"
      aside={
        mayChange && query.data && query.data.rows.length > 0 ? (
          <Button size="xs" onClick={() => setOpen(true)}>
            Change
          </Button>
        ) : null
      }
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={120} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={<p className="dim">{none}</p>}
      >
        {(data) => (
          <>
            <dl className={facts.facts}>
              {data.rows.map((field) => (
                <div key={field.code}>
                  <dt>{field.label}</dt>
                  <dd>{shown(field)}</dd>
                </div>
              ))}
            </dl>
            {open ? <FieldDialog product={product} fields={data} onClose={() => setOpen(false)} /> : null}
          </>
        )}
      </QueryArea>
    </Panel>
  );
}

function shown({ kind, value, unit }: Field): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (kind === "DATE") return formatDay(value);
  const text = kind === "NUMBER" ? formatDecimal(value) : value;
  return unit ? `${text} ${unit}` : text;
}

function FieldDialog({ product, fields, onClose }: { product: ProductView; fields: Fields; onClose: () => void }) {
  const utils = trpc.useUtils();
  const set = trpc.catalog.setAttributes.useMutation();
  const [values, setValues] = useState<Record<string, AttributeValue>>(() =>
    Object.fromEntries(fields.rows.map((field) => [field.code, field.value])),
  );
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    try {
      const typed = fields.rows.map((field) => [field.code, cleaned(field, values[field.code] ?? null)]);
      await set.mutateAsync({
        productId: product.id,
        version: fields.version,
        values: Object.fromEntries(typed),
        idempotencyKey: newKey(),
      });
      await Promise.all([utils.catalog.invalidate(), utils.product.invalidate()]);
      showToast({ code: "product.fieldsSaved", text: `${product.sku} was saved` });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  const problemOf = (field: Field) =>
    refusal?.details["code"] === field.code ? String(refusal.details["problem"]) : undefined;
  return (
    <Dialog title={`Fields of ${product.sku}`} size={560} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate aria-label="Fields">
        <FormAlert refusal={refusal} />
        <div className={form.grid}>
          {fields.rows.map((field) => (
            <FieldInput
              key={field.code}
              field={field}
              value={values[field.code] ?? null}
              problem={problemOf(field)}
              onChange={(value) => setValues({ ...values, [field.code]: value })}
            />
          ))}
        </div>
        <FormButtons verb="Save fields" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function FieldInput({
  field,
  value,
  problem,
  onChange,
}: {
  field: Field;
  value: AttributeValue;
  problem: string | undefined;
  onChange: (value: AttributeValue) => void;
}) {
  const shared = { label: field.label, required: field.isRequired, error: problem };
  if (field.kind === "BOOLEAN")
    return (
      <Switch
        label={field.label}
        mt={26}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  const text = typeof value === "string" ? value : "";
  if (field.kind === "CHOICE")
    return <Select {...shared} clearable data={field.choices} value={text || null} onChange={onChange} />;
  return (
    <TextInput
      {...shared}
      {...(field.kind === "DATE" ? { type: "date" } : {})}
      {...(field.kind === "NUMBER" ? { inputMode: "decimal" as const } : {})}
      {...(field.unit ? { rightSection: <span className="dim">{field.unit}</span>, rightSectionWidth: 48 } : {})}
      autoComplete="off"
      maxLength={1_000}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function cleaned(field: Field, value: AttributeValue): AttributeValue {
  if (typeof value !== "string") return value;
  const text = field.kind === "NUMBER" ? parseDecimal(value) : value.trim();
  return text === "" ? null : text;
}
