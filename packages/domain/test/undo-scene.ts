import { neonClient } from "@invista/db";
import type { Actor } from "../src/shared/actor.ts";
import type { NeonWork } from "../src/shared/work.ts";
import { BINS, type Goods, type Shelf } from "./undo-shelf.ts";

/** What is drawn for a step, beside what it does: numbers that choose among what there is when it is its turn. */
export interface StockStep {
  readonly goods: number;
  readonly index: number;
  readonly lot: number;
  readonly to: number;
  readonly quantity: number;
  readonly up: boolean;
  readonly there: boolean;
  readonly cost: number;
}

/** An operation that is made ready: its command under the name that the API gives it. */
export interface Act {
  readonly procedure: string;
  readonly as?: Actor;
  readonly run: (work: NeonWork) => Promise<{ operationId: string }>;
  /** Gives up what was made ready for it, once it was refused or is undone. */
  readonly giveUp?: () => Promise<void>;
}

/** A position that holds something free. */
export interface Position {
  readonly itemId: string;
  readonly productId: string;
  readonly warehouseId: string;
  readonly location: string;
  readonly lotId: string | null;
  readonly onHand: number;
  readonly free: number;
  readonly serials: readonly string[];
}

/** What a step is about, read when it is its turn: numbers of the step choose among what there is. */
export interface Scene {
  readonly shelf: Shelf;
  readonly step: StockStep;
  readonly goods: Goods;
  readonly warehouseId: string;
  readonly otherWarehouseId: string;
  /** A position of the goods in a bin that sells, and one in quarantine. */
  readonly sold: Position | undefined;
  readonly held: Position | undefined;
  /** Pieces of the goods that are in no stock any more. */
  readonly gone: readonly string[];
}

export const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];

export async function sceneOf(shelf: Shelf, step: StockStep): Promise<Scene> {
  const goods = at(shelf.goods, step.goods);
  if (!goods) throw new Error("a shelf without goods");
  const [here, there] = shelf.warehouses;
  const positions = await neonClient.$queryRaw<Position[]>`
    SELECT i.id AS "itemId", i.product_id AS "productId", i.warehouse_id AS "warehouseId", i.location, i.lot_id AS "lotId", i.quantity::int AS "onHand", (i.quantity - i.reserved_quantity)::int AS free,
      ARRAY(SELECT s.serial FROM serial_number s WHERE s.inventory_item_id = i.id ORDER BY s.serial) AS serials
    FROM inventory_item i WHERE i.product_id = ${goods.productId} AND i.quantity > i.reserved_quantity AND i.location <> '~TRANSIT' ORDER BY i.warehouse_id, i.location, i.lot_id`;
  const gone = goods.hasPieces
    ? await neonClient.serialNumber.findMany({
        where: { productId: goods.productId, inventoryItemId: null },
        orderBy: { serial: "asc" },
      })
    : [];
  return {
    shelf,
    step,
    goods,
    warehouseId: step.there ? there : here,
    otherWarehouseId: step.there ? here : there,
    sold: at(
      positions.filter(({ location }) => location !== "Q"),
      step.index,
    ),
    held: at(
      positions.filter(({ location }) => location === "Q"),
      step.index,
    ),
    gone: gone.map(({ serial }) => serial),
  };
}

/** The step's quantity, as far as the position has it free. */
export const some = ({ step }: Scene, { free }: Pick<Position, "free">): number => Math.min(step.quantity, free);

/** So much out of a position, with its pieces named. */
export function outOf(scene: Scene, position: Position, quantity = some(scene, position)) {
  const { productId, warehouseId, location, lotId, serials } = position;
  const first = scene.step.up ? 0 : serials.length - quantity;
  return {
    productId,
    warehouseId,
    location,
    lotId,
    quantity: String(quantity),
    ...(scene.goods.hasPieces ? { serials: serials.slice(first, first + quantity) } : {}),
  };
}

/** Pieces that come in: such as left once, and new ones. */
export function comingIn({ shelf, goods, step, gone }: Scene, quantity = step.quantity): { serials?: string[] } {
  if (!goods.hasPieces) return {};
  return {
    serials: Array.from({ length: quantity }, (_, index) => gone[index + (step.up ? 0 : 1)] ?? shelf.newPiece()),
  };
}

export const binOf = (index: number): string => at(BINS, index) ?? "";
