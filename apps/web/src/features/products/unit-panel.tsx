import { ActionIcon, Button, Menu } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { BarcodeDialog } from "./barcode-dialog.tsx";
import styles from "./product-page.module.css";
import { UnitDialog } from "./unit-dialog.tsx";
import { useRelations, type Relations } from "./use-relations.ts";

type Unit = Relations["units"][number];
type Code = Unit["barcodes"][number];
type Open =
  | { kind: "unit"; unit: Unit | null }
  | { kind: "code"; unit: Unit | null }
  | { kind: "removeUnit"; unit: Unit }
  | { kind: "removeCode"; code: Code };

/** How a product is packed, and every code that means it or one of its packs. */
export function UnitPanel({ product }: { product: ProductView }) {
  const { query, readAgain } = useRelations(product.id);
  const mayChange = useCan("product:update") && product.status !== "ARCHIVED";
  const [open, setOpen] = useState<Open | null>(null);
  const removeUnit = trpc.catalog.removeUnit.useMutation();
  const removeCode = trpc.catalog.removeBarcode.useMutation();
  const close = () => setOpen(null);
  const columns: readonly PlainColumn<Unit>[] = [
    {
      header: "Unit",
      cell: (unit) => (
        <>
          <span className="strong">{unit.unitCode}</span> <span className="dim">{unit.unitName}</span>
        </>
      ),
    },
    { header: "Holds", cell: (unit) => (unit.isBase ? "the unit itself" : holds(unit, product.unitCode)) },
    {
      header: "Codes",
      cell: (unit) => (
        <span className={styles.codes}>
          {unit.barcodes.map((code) => (
            <span key={code.id} className={styles.code}>
              <span className="num">{code.code}</span>
              {mayChange ? (
                <button
                  type="button"
                  aria-label={`Remove the code ${code.code}`}
                  onClick={() => setOpen({ kind: "removeCode", code })}
                >
                  ×
                </button>
              ) : null}
            </span>
          ))}
          {unit.barcodes.length === 0 ? <span className="dim">none</span> : null}
        </span>
      ),
    },
    { header: "For", wideOnly: true, cell: (unit) => <span className="dim">{uses(unit)}</span> },
    ...(mayChange
      ? [
          {
            header: "Actions",
            align: "end" as const,
            cell: (unit: Unit) => <UnitMenu unit={unit} onOpen={setOpen} />,
          },
        ]
      : []),
  ];
  return (
    <Panel
      title="Packs and codes"
      flush
      aside={
        mayChange ? (
          <>
            <Button size="xs" onClick={() => setOpen({ kind: "code", unit: null })}>
              Add code
            </Button>
            <Button
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={() => setOpen({ kind: "unit", unit: null })}
            >
              Add pack
            </Button>
          </>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={120} />}>
        {(data) => (
          <>
            <PlainTable
              label={`Packs of ${product.sku}`}
              entity="product-unit"
              columns={columns}
              rows={data.units}
              rowId={(unit) => unit.id}
              empty={`It is counted in ${product.unitCode} and has no code yet.`}
            />
            {open?.kind === "unit" ? <UnitDialog product={product} unit={open.unit} onClose={close} /> : null}
            {open?.kind === "code" ? (
              <BarcodeDialog product={product} units={data.units} unit={open.unit} onClose={close} />
            ) : null}
          </>
        )}
      </QueryArea>
      {open?.kind === "removeUnit" ? (
        <ConfirmDialog
          title={`Remove the pack ${open.unit.unitCode}?`}
          effect="Its codes mean nothing any more and can be given to another product. Stock is not touched: it is counted in the product's own unit."
          confirm="Remove"
          danger
          onConfirm={() => removeUnit.mutateAsync({ id: open.unit.id, idempotencyKey: newKey() }).then(readAgain)}
          onClose={close}
        />
      ) : null}
      {open?.kind === "removeCode" ? (
        <ConfirmDialog
          title={`Remove the code ${open.code.code}?`}
          effect="A scan of it finds nothing any more. It can be given to another product."
          confirm="Remove"
          danger
          onConfirm={() => removeCode.mutateAsync({ id: open.code.id, idempotencyKey: newKey() }).then(readAgain)}
          onClose={close}
        />
      ) : null}
    </Panel>
  );
}

function UnitMenu({ unit, onOpen }: { unit: Unit; onOpen: (open: Open) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${unit.unitCode}`} size={26}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ kind: "code", unit })}>Add code</Menu.Item>
        {unit.isBase ? null : (
          <>
            <Menu.Item onClick={() => onOpen({ kind: "unit", unit })}>Edit pack</Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => onOpen({ kind: "removeUnit", unit })}>Remove pack</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function holds(unit: Unit, base: string): string {
  return unit.factorDen === 1 ? `${unit.factorNum} ${base}` : `${unit.factorNum}/${unit.factorDen} ${base}`;
}

function uses(unit: Unit): string {
  return [unit.isPurchase ? "buying" : null, unit.isSales ? "selling" : null].filter(Boolean).join(", ") || "–";
}
