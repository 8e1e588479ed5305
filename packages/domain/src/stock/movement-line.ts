/** One line to post: an existing item, or a position that is made when it does not exist yet. Quantity is signed. */
export interface MovementLine {
  itemId?: string;
  productId?: string;
  warehouseId?: string;
  location?: string;
  lotId?: string | null;
  type: string;
  /** Absent on a reversal, which negates a movement. */
  quantity?: string;
  reversalOfSeq?: string;
  unitCost?: string | null;
  /** What an incoming line is worth in all, where that is known better than its unit cost. */
  value?: string;
  referenceType?: string | null;
  referenceId?: string | null;
  reasonCode?: string | null;
  /** The pieces by their numbers, where the product is tracked by serial number. */
  serials?: readonly string[] | undefined;
  serialId?: string;
  /** ISO instant; absent: now. */
  occurredAt?: string;
}
