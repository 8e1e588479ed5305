import { listOrdersInput } from "@invista/contracts/order/read-order";
import { orderStatus } from "@invista/contracts/order/order";
import { z } from "zod";

/** What the address of the order list says; an unknown value is dropped instead of breaking the page. */
export const orderSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: orderStatus.optional().catch(undefined),
  view: listOrdersInput.shape.view.catch(undefined),
  sort: z.enum(["createdAt", "total"]).optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
  peek: z.string().max(64).optional().catch(undefined),
});
export type OrderSearch = z.infer<typeof orderSearch>;
