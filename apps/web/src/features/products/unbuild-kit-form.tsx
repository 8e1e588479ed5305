import { Autocomplete, MultiSelect, Select, TagsInput } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { unbuildKitInput, type UnbuildPlan } from "@invista/contracts/kit/kit";
import { positiveQuantity } from "@invista/contracts/quantity";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatDecimal, parseDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { LotField } from "../../shared/ui/lot-field.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import styles from "./kit-parts.module.css";

interface Values {
  warehouseId: string | null;
  place: string | null;
  quantity: string;
  serials: string[];
  toLocation: string;
}
type Part = UnbuildPlan["parts"][number];
/** The lot and the pieces of a part that come out, as far as they were chosen. */
type Named = Readonly<Record<string, { lotId?: string | null; serials?: string[] }>>;

/** Which kits are taken apart, and what comes out of them. */
export function UnbuildKitForm({ kit, onClose }: { kit: ProductView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const unbuild = trpc.kit.unbuild.useMutation();
  const { rows: warehouses } = useWarehouses();
  const here = useWarehouse();
  const [named, setNamed] = useState<Named>({});
  const readAgain = () =>
    Promise.all([
      utils.stock.invalidate(),
      utils.product.invalidate(),
      utils.catalog.relations.invalidate(),
      utils.kit.invalidate(),
      utils.lot.invalidate(),
      utils.serial.invalidate(),
    ]);
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof unbuildKitInput>({
    schema: unbuildKitInput,
    initial: { warehouseId: here ?? null, place: null, quantity: "1", serials: [], toLocation: "" },
    toInput: (values, idempotencyKey): object => ({
      productId: kit.id,
      warehouseId,
      location: item?.location ?? "",
      lotId: item?.lotId ?? null,
      quantity: kit.trackSerials ? String(values.serials.length) : parseDecimal(values.quantity),
      ...(kit.trackSerials ? { serials: values.serials } : {}),
      toLocation: values.toLocation,
      parts: (plan.data?.parts ?? []).filter(isNamed).map((part) => ({
        productId: part.productId,
        lotId: part.trackLots ? lotOf(part, named) : null,
        quantity: part.quantity,
        ...(part.trackSerials ? { serials: piecesOf(part, named) } : {}),
      })),
      idempotencyKey,
    }),
    fieldOfRule: {
      "stock.insufficient": "quantity",
      "stock.belowReserved": "quantity",
      "permission.limit": "quantity",
      "quantity.precision": "quantity",
      "serial.notHere": "serials",
      "location.unknown": "toLocation",
    },
    freshKeyAfterRefusal: true,
    send: async (input) => {
      const done = await unbuild.mutateAsync(input);
      showToast({
        code: "kit.unbuilt",
        text: `${formatDecimal(done.quantity)} of ${kit.sku} taken apart, ${formatDecimal(done.balance)} left there`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
      await readAgain();
    },
  });
  const values = form.getValues();
  const withKits = kit.stock.filter((row) => /[1-9]/.test(row.onHand));
  const warehouseId =
    withKits.find((row) => row.warehouseId === values.warehouseId)?.warehouseId ?? withKits[0]?.warehouseId ?? "";
  const position = trpc.stock.get.useQuery({ productId: kit.id, warehouseId }, { enabled: warehouseId !== "" });
  const items = (position.data?.items ?? []).filter((one) => /[1-9]/.test(one.quantity));
  const item = items.find((one) => one.inventoryItemId === values.place) ?? items[0];
  const pieces = trpc.serial.list.useQuery(
    { productId: kit.id, warehouseId, status: "IN_STOCK", limit: 100 },
    { enabled: kit.trackSerials && warehouseId !== "" },
  );
  const quantity = kit.trackSerials ? String(values.serials.length) : parseDecimal(values.quantity);
  const isAsked = item !== undefined && positiveQuantity.safeParse(quantity).success;
  const plan = trpc.kit.planUnbuild.useQuery(
    { productId: kit.id, warehouseId, location: item?.location ?? "", lotId: item?.lotId ?? null, quantity },
    { enabled: isAsked, placeholderData: keepPreviousData, retry: false },
  );
  const name = (part: Part, what: Named[string]) =>
    setNamed({ ...named, [part.productId]: { ...named[part.productId], ...what } });
  return (
    <form onSubmit={submit} noValidate aria-label={`Take ${kit.sku} apart`}>
      <FormAlert refusal={refusal} />
      <div className={form_.grid}>
        <Select
          label="Warehouse"
          allowDeselect={false}
          data={withKits.map((row) => ({
            value: row.warehouseId,
            label: warehouses.find((one) => one.id === row.warehouseId)?.name ?? row.code,
          }))}
          {...form.getInputProps("warehouseId")}
          value={warehouseId || null}
        />
        <Select
          label="From bin"
          allowDeselect={false}
          data={items.map((one) => ({
            value: one.inventoryItemId,
            label: `${one.location || "Floor"}${one.lotNumber ? `, lot ${one.lotNumber}` : ""}: ${formatDecimal(one.quantity)}`,
          }))}
          {...form.getInputProps("place")}
          value={item?.inventoryItemId ?? null}
        />
        {kit.trackSerials ? (
          <MultiSelect
            label="Which kits"
            required
            searchable
            data={(pieces.data?.rows ?? [])
              .filter((row) => row.inventoryItemId === item?.inventoryItemId)
              .map((row) => row.serial)}
            {...form.getInputProps("serials")}
          />
        ) : (
          <DecimalField label="How many" required data-autofocus {...form.getInputProps("quantity")} />
        )}
        <Autocomplete
          label="Put the parts into bin"
          description="Left empty: the floor of the warehouse"
          data={[...new Set(items.map((one) => one.location).filter(Boolean))]}
          {...form.getInputProps("toLocation")}
        />
      </div>
      {isAsked ? (
        <QueryArea query={plan} loading={<Skeleton height={120} />}>
          {(data) => (
            <ul className={styles.parts} aria-label="What comes out">
              {data.parts.map((part) => (
                <li key={part.productId} className={styles.part} data-entity="component" data-id={part.productId}>
                  <div className={styles.head}>
                    <span className={`${styles.name} cut`}>
                      <span className="strong">{part.sku}</span> <span className="dim">{part.name}</span>
                    </span>
                    <Quantity value={part.quantity} unit={part.unitCode} strong />
                  </div>
                  {isNamed(part) ? <PartNames part={part} named={named} onName={(what) => name(part, what)} /> : null}
                </li>
              ))}
            </ul>
          )}
        </QueryArea>
      ) : null}
      <FormButtons verb="Take apart" busy={busy} onCancel={onClose} disabled={!plan.data || plan.isPlaceholderData} />
    </form>
  );
}

const isNamed = (part: Part) => part.trackLots || part.trackSerials;
const lotOf = (part: Part, named: Named) =>
  named[part.productId]?.lotId ?? (part.lots.length === 1 ? (part.lots[0]?.id ?? null) : null);
const piecesOf = (part: Part, named: Named) =>
  named[part.productId]?.serials ?? (String(part.serials.length) === part.quantity ? part.serials : []);

function PartNames({ part, named, onName }: { part: Part; named: Named; onName: (what: Named[string]) => void }) {
  return (
    <div className={styles.source} data-pieces={part.trackSerials || undefined}>
      {part.trackLots && part.lots.length > 0 ? (
        <Select
          aria-label={`Lot of ${part.sku}`}
          placeholder="Which lot comes out"
          className={styles.pieces ?? ""}
          data={part.lots.map((lot) => ({ value: lot.id, label: `Lot ${lot.lotNumber}` }))}
          value={lotOf(part, named)}
          onChange={(lotId) => onName({ lotId })}
        />
      ) : null}
      {part.trackLots && part.lots.length === 0 ? (
        <LotField
          productId={part.productId}
          field={{ value: lotOf(part, named), onChange: (lotId) => onName({ lotId }) }}
        />
      ) : null}
      {part.trackSerials ? (
        <TagsInput
          aria-label={`Pieces of ${part.sku}`}
          placeholder="Which pieces come out"
          className={styles.pieces ?? ""}
          data={part.serials}
          splitChars={[",", ";", "\n"]}
          value={piecesOf(part, named)}
          onChange={(serials) => onName({ serials })}
        />
      ) : null}
    </div>
  );
}
