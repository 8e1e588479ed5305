import { Checkbox, Chip, Group, Input, MultiSelect, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { abcClass, createCountInput, type AbcClass } from "@invista/contracts/count/count";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { ProductPicker } from "../../shared/ui/product-picker.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { PlanPreview } from "./plan-preview.tsx";
import { planInput, scopeOf, type PlanValues } from "./plan-values.ts";

/** Plans a count: which positions of a warehouse, by whom unseen, and which differences are small. */
export function PlanCountPage({
  chosen,
  onDone,
  onCancel,
}: {
  chosen: { classes: AbcClass[]; dueOnly: boolean };
  onDone: (id: string) => void;
  onCancel: () => void;
}) {
  const utils = trpc.useUtils();
  const here = useWarehouse();
  const { rows } = useWarehouses();
  const create = trpc.count.create.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<PlanValues, typeof createCountInput>({
    schema: createCountInput,
    initial: {
      warehouseId: here ?? null,
      classes: chosen.classes,
      zones: [],
      bins: [],
      products: [],
      dueOnly: chosen.dueOnly,
      notCountedForDays: "",
      withEmpty: false,
      blind: true,
      plannedFor: "",
      note: "",
      toleranceQty: "",
      tolerancePct: "",
      toleranceValue: "",
    },
    toInput: planInput,
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await utils.count.invalidate();
      showToast({ code: "count.planned", text: `${made.countNumber} was planned` });
      onDone(made.id);
    },
  });
  const values = form.getValues();
  const { warehouseId } = values;
  return (
    <PlainPage title="Plan a count">
      <form onSubmit={submit} noValidate aria-label="Plan a count" style={{ display: "grid", gap: 14 }}>
        <FormAlert refusal={refusal} />
        <Panel title="What is counted" hint="Whatever meets every condition">
          <div className={form_.grid}>
            <Select
              label="Warehouse"
              data={rows.map((one) => ({ value: one.id, label: `${one.code}  ${one.name}` }))}
              placeholder="Choose one"
              allowDeselect={false}
              required
              data-autofocus
              {...form.getInputProps("warehouseId")}
            />
            <Input.Wrapper
              label="Class"
              labelElement="div"
              description="By the value shipped in 90 days, unless a reorder rule names it"
              inputWrapperOrder={["label", "input", "description"]}
            >
              <Chip.Group multiple {...form.getInputProps("classes")}>
                <Group gap={8} h={36}>
                  {abcClass.options.map((one) => (
                    <Chip key={one} value={one} size="xs">
                      {one}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </Input.Wrapper>
            <Bins warehouseId={warehouseId} kind="zones" props={form.getInputProps("zones")} />
            <Bins warehouseId={warehouseId} kind="bins" props={form.getInputProps("bins")} />
            <div>
              <ProductPicker
                key={values.products.length}
                label="Products"
                picked={null}
                onPick={(product) => {
                  if (product && !values.products.some((one) => one.id === product.id))
                    form.insertListItem("products", { id: product.id, sku: product.sku });
                }}
              />
              {values.products.length > 0 ? (
                <MultiSelect
                  mt={6}
                  aria-label="Chosen products"
                  data={values.products.map((product) => ({ value: product.id, label: product.sku }))}
                  value={values.products.map((product) => product.id)}
                  onChange={(ids) =>
                    form.setFieldValue(
                      "products",
                      values.products.filter((product) => ids.includes(product.id)),
                    )
                  }
                />
              ) : null}
            </div>
            <TextInput
              label="Not counted for, in days"
              inputMode="numeric"
              placeholder="However long"
              {...form.getInputProps("notCountedForDays")}
              error={form.errors["scope.notCountedForDays"]}
            />
            <Checkbox
              label="Only what is due by its class or its reorder rule"
              {...form.getInputProps("dueOnly", { type: "checkbox" })}
            />
            <Checkbox label="Empty positions, too" {...form.getInputProps("withEmpty", { type: "checkbox" })} />
          </div>
          <PlanPreview warehouseId={warehouseId} scope={scopeOf(values)} />
        </Panel>
        <Panel title="How it is counted">
          <div className={form_.grid}>
            <Checkbox
              className={form_.wide ?? ""}
              label="Blind"
              description="Nobody sees what is expected until all is counted"
              {...form.getInputProps("blind", { type: "checkbox" })}
            />
            <DecimalField
              label="Tolerance, quantity"
              placeholder="As in the settings"
              description="A difference up to this is not counted again"
              {...form.getInputProps("toleranceQty")}
            />
            <DecimalField
              label="Tolerance, percent"
              placeholder="As in the settings"
              description="Or up to this share of what is expected"
              {...form.getInputProps("tolerancePct")}
            />
            <DecimalField
              label="Tolerance, value"
              placeholder="As in the settings"
              description="What is worth more is always counted again; 0 is no limit"
              {...form.getInputProps("toleranceValue")}
            />
            <TextInput type="date" label="Planned for" {...form.getInputProps("plannedFor")} />
            <Textarea
              className={form_.wide ?? ""}
              label="Note"
              autosize
              minRows={1}
              maxRows={4}
              maxLength={2000}
              {...form.getInputProps("note")}
            />
          </div>
          <FormButtons verb="Plan count" busy={busy} onCancel={onCancel} />
        </Panel>
      </form>
    </PlainPage>
  );
}

/** Zones or bins of the warehouse; others can be typed. */
function Bins({ warehouseId, kind, props }: { warehouseId: string | null; kind: "zones" | "bins"; props: object }) {
  const bins = trpc.location.list.useQuery(
    { warehouseId: warehouseId ?? "-", limit: 100 },
    { enabled: warehouseId !== null },
  );
  const rows = bins.data?.rows ?? [];
  const names = kind === "zones" ? rows.flatMap((bin) => bin.zone ?? []) : rows.map((bin) => bin.code);
  return (
    <TagsInput
      label={kind === "zones" ? "Zones" : "Bins"}
      placeholder="All"
      clearable
      data={[...new Set(names)].filter((name) => name !== "")}
      {...props}
    />
  );
}
