import { z } from "zod";

/** What the address of the audit trail says; an unknown value is dropped instead of breaking the page. */
export const auditSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  action: z.string().max(60).optional().catch(undefined),
  resource: z.string().max(60).optional().catch(undefined),
  resourceId: z.string().max(64).optional().catch(undefined),
  peek: z.string().max(20).optional().catch(undefined),
});
export type AuditSearch = z.infer<typeof auditSearch>;

export const ACTIONS = [
  "CREATE",
  "UPDATE",
  "DELETE",
  "ARCHIVE",
  "RESTORE",
  "ADJUST",
  "PLACE",
  "CONFIRM",
  "HOLD",
  "RELEASE",
  "CANCEL",
  "UPLOAD",
  "CHECK",
  "COMMIT",
  "IMPORT",
  "SIGN_IN",
  "SIGN_IN_FAILED",
  "SIGN_OUT",
  "DENIED",
  "REPLAY",
];
export const RESOURCES = [
  "products",
  "categories",
  "warehouses",
  "storage_locations",
  "inventory_items",
  "customers",
  "orders",
  "import_jobs",
  "sessions",
  "procedures",
  "deliveries",
  "users",
];
