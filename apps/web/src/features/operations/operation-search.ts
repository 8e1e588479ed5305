import { z } from "zod";

/** What the address of the list of operations says. */
export const operationSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  procedure: z
    .string()
    .regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)
    .optional()
    .catch(undefined),
  product: z.string().max(64).optional().catch(undefined),
  peek: z.string().max(64).optional().catch(undefined),
});
export type OperationSearch = z.infer<typeof operationSearch>;
