import type { NeonWork } from "../shared/work.ts";
import { openInspections, placeArrivals, postMovements, quarantineBinOf } from "../stock/index.ts";

interface Gone {
  product_id: string;
  lot_id: string | null;
  serial_id: string | null;
  quantity: string;
  unit_cost: string;
  value: string;
}

/** Takes everything that left with a shipment back into quarantine, piece by piece at the cost at which it had left; the order's lines count it as returned, and what a plan wants inspected waits for that. */
export async function returnGoods(work: NeonWork, shipment: { id: string; warehouse_id: string }): Promise<void> {
  const gone = await work.tx.$queryRaw<Gone[]>`
    SELECT m.product_id, m.lot_id, m.serial_id, trim_scale(-m.quantity)::text AS quantity, m.unit_cost::text AS unit_cost, (-m.value_delta)::text AS value
    FROM stock_movement m WHERE m.reference_type = 'SHIPMENT' AND m.reference_id = ${shipment.id} AND m.type = 'SHIPMENT'
      AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq) ORDER BY m.seq`;
  const location = await quarantineBinOf(work, shipment.warehouse_id);
  const goods = gone.map((one) => ({ productId: one.product_id, lotId: one.lot_id, quantity: one.quantity, location }));
  const arrivals = await placeArrivals(work, "RETURN", shipment.warehouse_id, goods);
  const posted = await postMovements(
    work,
    gone.map((one) => ({
      productId: one.product_id,
      warehouseId: shipment.warehouse_id,
      location,
      lotId: one.lot_id,
      type: "RETURN_IN",
      quantity: one.quantity,
      unitCost: one.unit_cost,
      value: one.value,
      reasonCode: "REFUSED",
      referenceType: "SHIPMENT",
      referenceId: shipment.id,
      ...(one.serial_id === null ? {} : { serialId: one.serial_id }),
    })),
  );
  const itemOf = new Map(posted.map((one) => [one.line, one.inventory_item_id]));
  const arrived = arrivals.flatMap((one, index) => {
    const itemId = itemOf.get(index + 1);
    return itemId === undefined ? [] : [{ ...one, wanted: "", itemId }];
  });
  await openInspections(work, "RETURN", shipment.warehouse_id, arrived, { type: "SHIPMENT", id: shipment.id });
  await work.tx.$executeRaw`
    UPDATE order_item o SET returned_quantity = o.returned_quantity + x.picked
    FROM (SELECT order_item_id, sum(picked_quantity) AS picked FROM shipment_item WHERE shipment_id = ${shipment.id} GROUP BY 1) x WHERE o.id = x.order_item_id AND x.picked > 0`;
}
