import { Autocomplete, Select, TagsInput, TextInput } from "@mantine/core";
import { buildKitInput } from "@invista/contracts/kit/kit";
import { positiveQuantity } from "@invista/contracts/quantity";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatDecimal, parseDecimal } from "../../shared/format/numbers.ts";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { KitParts } from "./kit-parts.tsx";
import { sourcesOf, type Choices } from "./kit-values.ts";

interface Values {
  warehouseId: string | null;
  quantity: string;
  location: string;
  lotNumber: string;
  expiresAt: string;
  serials: string[];
  note: string;
}

/** How many kits are built and where they are put, with what is taken for them before it is. */
export function BuildKitForm({
  kit,
  onClose,
  onDone,
}: {
  kit: { id: string; sku: string; trackLots: boolean; trackExpiry: boolean; trackSerials: boolean };
  onClose: () => void;
  onDone: () => void;
}) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const build = trpc.kit.build.useMutation();
  const { rows: warehouses } = useWarehouses();
  const chosen = useWarehouse();
  const [choices, setChoices] = useState<{ of: string; places: Choices }>({ of: "", places: {} });
  const readAgain = () =>
    Promise.all([
      utils.stock.invalidate(),
      utils.product.invalidate(),
      utils.catalog.relations.invalidate(),
      utils.kit.invalidate(),
      utils.lot.invalidate(),
      utils.serial.invalidate(),
    ]);
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof buildKitInput>({
    schema: buildKitInput,
    initial: {
      warehouseId: chosen ?? null,
      quantity: "1",
      location: "",
      lotNumber: "",
      expiresAt: "",
      serials: [],
      note: "",
    },
    toInput: (values, idempotencyKey): object => ({
      productId: kit.id,
      warehouseId: values.warehouseId ?? warehouses[0]?.id ?? "",
      quantity: parseDecimal(values.quantity),
      location: values.location,
      lotNumber: emptyToNull(values.lotNumber),
      expiresAt: emptyToNull(values.expiresAt),
      ...(kit.trackSerials ? { serials: values.serials } : {}),
      parts: plan.data && !plan.isPlaceholderData ? sourcesOf(plan.data, places) : [],
      note: emptyToNull(values.note),
      idempotencyKey,
    }),
    fieldOfRule: {
      "permission.limit": "quantity",
      "quantity.precision": "quantity",
      "kit.lotMissing": "lotNumber",
      "lot.expiryMissing": "expiresAt",
      "lot.otherDay": "expiresAt",
      "serial.count": "serials",
      "serial.needed": "serials",
      "serial.inStock": "serials",
      "location.unknown": "location",
      "location.bears": "location",
    },
    freshKeyAfterRefusal: true,
    send: async (input) => {
      const done = await build.mutateAsync(input);
      showToast({
        code: "kit.built",
        text: `${formatDecimal(done.quantity)} of ${kit.sku} built in ${done.location || "the floor"}, now ${formatDecimal(done.balance)} there`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onDone();
      await readAgain();
    },
  });
  const values = form.getValues();
  const warehouseId = values.warehouseId ?? warehouses[0]?.id ?? "";
  const quantity = parseDecimal(values.quantity);
  const isAsked = warehouseId !== "" && positiveQuantity.safeParse(quantity).success;
  const plan = trpc.kit.plan.useQuery(
    { productId: kit.id, warehouseId, quantity },
    { enabled: isAsked, placeholderData: keepPreviousData, retry: false },
  );
  const bins = trpc.location.list.useQuery({ warehouseId, limit: 100 }, { enabled: warehouseId !== "" });
  const asked = `${warehouseId} ${quantity}`;
  const places = choices.of === asked ? choices.places : {};
  const isShort = plan.data?.parts.some((part) => /[1-9]/.test(part.short)) ?? false;
  return (
    <form onSubmit={submit} noValidate aria-label={`Build ${kit.sku}`}>
      <FormAlert refusal={refusal} />
      <div className={form_.grid}>
        <DecimalField label="How many" required data-autofocus {...form.getInputProps("quantity")} />
        <Select
          label="Warehouse"
          allowDeselect={false}
          data={warehouses.map((row) => ({ value: row.id, label: row.name }))}
          {...form.getInputProps("warehouseId")}
          value={warehouseId || null}
        />
        <Autocomplete
          label="Put into bin"
          description="Left empty: the floor of the warehouse"
          data={[...new Set((bins.data?.rows ?? []).map((bin) => bin.code).filter(Boolean))]}
          limit={20}
          {...form.getInputProps("location")}
        />
        {kit.trackLots ? (
          <TextInput
            label="Lot it becomes"
            description="Made where it is not known yet"
            required
            autoComplete="off"
            {...form.getInputProps("lotNumber")}
          />
        ) : null}
        {kit.trackExpiry ? (
          <TextInput
            type="date"
            label="Expires on"
            description="Left empty: when the first of its parts does"
            {...form.getInputProps("expiresAt")}
          />
        ) : null}
        {kit.trackSerials ? (
          <TagsInput
            className={form_.wide ?? ""}
            label="Serial numbers of the kits"
            description="One for each, typed with Enter or scanned"
            required
            splitChars={[",", ";", "\n"]}
            {...form.getInputProps("serials")}
          />
        ) : null}
        <TextInput className={form_.wide ?? ""} label="Note" maxLength={500} {...form.getInputProps("note")} />
      </div>
      {isAsked ? (
        <QueryArea query={plan} loading={<Skeleton height={140} />}>
          {(data) => (
            <KitParts
              plan={data}
              choices={places}
              onChoose={(key, choice) => setChoices({ of: asked, places: { ...places, [key]: choice } })}
            />
          )}
        </QueryArea>
      ) : null}
      <FormButtons
        verb="Build"
        busy={busy}
        onCancel={onClose}
        disabled={!plan.data || plan.isPlaceholderData || isShort}
      />
    </form>
  );
}
