import { Button, Select } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { trpc } from "../api/trpc.ts";
import { formatFullDay } from "../format/times.ts";
import { useCan } from "../session/session.tsx";
import { LotDialog } from "./lot-dialog.tsx";

interface Field {
  readonly value?: string | null;
  readonly error?: ReactNode;
  readonly onChange: (lotId: string | null) => void;
}

/** Chooses a lot of a product, or makes a new one; nothing where the product is not tracked by lot. */
export function LotField({ productId, field }: { productId: string; field: Field }) {
  const mayRead = useCan("lot:read");
  const mayMake = useCan("lot:update");
  const [making, setMaking] = useState(false);
  const product = trpc.product.get.useQuery({ id: productId });
  const isTracked = product.data?.trackLots === true;
  const lots = trpc.lot.list.useQuery({ productId, limit: 100 }, { enabled: isTracked && mayRead });
  if (!isTracked) return null;
  return (
    <>
      <Select
        label="Lot"
        required
        searchable
        placeholder="Choose one"
        data={(lots.data?.rows ?? []).map((lot) => ({
          value: lot.id,
          label: `${lot.lotNumber}${lot.expiresAt ? `, expires ${formatFullDay(lot.expiresAt)}` : ""}`,
        }))}
        value={field.value ?? null}
        error={field.error}
        onChange={field.onChange}
        {...(mayMake
          ? {
              rightSectionWidth: 68,
              rightSectionPointerEvents: "all" as const,
              rightSection: (
                <Button size="compact-xs" onClick={() => setMaking(true)}>
                  New…
                </Button>
              ),
            }
          : {})}
      />
      {making ? (
        <LotDialog
          productId={productId}
          onClose={() => setMaking(false)}
          onDone={(lot) => {
            setMaking(false);
            field.onChange(lot.id);
          }}
        />
      ) : null}
    </>
  );
}
