import {
  moveStockInput,
  quarantineReason,
  quarantineStockInput,
  releaseStockInput,
  scrapReason,
  scrapStockInput,
} from "@invista/contracts/stock/move-stock";
import type { Permission } from "@invista/contracts/permissions";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { happenedAt } from "../../shared/form/happened-field.tsx";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { sentence } from "../../shared/format/words.ts";

export type MoveKind = "move" | "quarantine" | "release" | "scrap";

interface KindWords {
  readonly label: string;
  readonly verb: string;
  /** What will happen, before it does. */
  readonly effect: string;
  readonly permission: Permission;
}

export const KINDS: Record<MoveKind, KindWords> = {
  move: {
    label: "Move",
    verb: "Move",
    effect: "It lies in another bin afterwards; what is available and what it is worth stay the same.",
    permission: "stock:move",
  },
  quarantine: {
    label: "Quarantine",
    verb: "Put into quarantine",
    effect: "It stays in stock but can't be promised or shipped until it is released.",
    permission: "stock:quarantine",
  },
  release: {
    label: "Release",
    verb: "Release",
    effect: "It leaves quarantine and can be promised and shipped again.",
    permission: "stock:quarantine",
  },
  scrap: {
    label: "Scrap",
    verb: "Scrap",
    effect: "It leaves stock for good and its value becomes a loss.",
    permission: "stock:scrap",
  },
};

export const SCHEMAS = {
  move: moveStockInput,
  quarantine: quarantineStockInput,
  release: releaseStockInput,
  scrap: scrapStockInput,
} as const;

const choice = (value: string) => ({ value, label: sentence(value) });
export const REASONS: Partial<Record<MoveKind, { value: string; label: string }[]>> = {
  quarantine: quarantineReason.options.map(choice),
  scrap: scrapReason.options.map(choice),
};

export interface MoveValues {
  place: string;
  quantity: string;
  toLocation: string;
  reason: string;
  note: string;
  /** A date and time by the person's clock; empty is now. */
  occurredAt: string;
}

/** The command's input from what was typed. */
export function moveInput(
  kind: MoveKind,
  values: MoveValues,
  view: PositionView,
  idempotencyKey: string,
): Record<string, unknown> {
  const item = view.items.find((one) => one.inventoryItemId === values.place);
  const { productId, warehouseId } = view.position;
  const to = values.toLocation.trim();
  return {
    productId,
    warehouseId,
    location: item?.location ?? "",
    lotId: item?.lotId ?? null,
    quantity: parseDecimal(values.quantity),
    note: emptyToNull(values.note),
    occurredAt: happenedAt(values.occurredAt),
    ...(kind === "quarantine" ? { toLocation: to === "" ? null : to } : kind === "scrap" ? {} : { toLocation: to }),
    ...(REASONS[kind] ? { reason: values.reason } : {}),
    idempotencyKey,
  };
}
