// Every permission there is. The database stores these exact strings (no wildcards), every procedure names
// exactly one of them, and the role Owner holds them all.

export const PERMISSIONS = [
  'product:read', 'product:create', 'product:update', 'product:archive', 'product:import', 'product:export',
  'price:read', 'price:update',
  'cost:read',
  'category:read', 'category:manage',
  'uom:read', 'uom:manage',
  'warehouse:read', 'warehouse:manage',
  'location:read', 'location:manage',
  'stock:read', 'stock:adjust', 'stock:move', 'stock:quarantine', 'stock:scrap', 'stock:export', 'stock:backdate', 'stock:post_frozen',
  'lot:read', 'lot:update', 'lot:recall',
  'serial:read', 'serial:update', 'serial:recall',
  'reservation:read', 'reservation:create', 'reservation:release', 'reservation:override',
  'transfer:read', 'transfer:create', 'transfer:approve', 'transfer:pick', 'transfer:receive', 'transfer:resolve', 'transfer:cancel',
  'count:read', 'count:create', 'count:count', 'count:see_expected', 'count:approve', 'count:cancel',
  'replenishment:read', 'replenishment:manage', 'replenishment:run',
  'order:read', 'order:create', 'order:update', 'order:confirm', 'order:hold', 'order:cancel', 'order:refund_line', 'order:export',
  'shipment:read', 'shipment:create', 'shipment:pick', 'shipment:pack', 'shipment:ship', 'shipment:deliver', 'shipment:cancel', 'shipment:update',
  'return:read', 'return:create', 'return:approve', 'return:receive', 'return:inspect', 'return:refund', 'return:close',
  'customer:read', 'customer:create', 'customer:update', 'customer:archive', 'customer:export',
  'supplier:read', 'supplier:create', 'supplier:update', 'supplier:archive', 'supplier:export',
  'purchase:read', 'purchase:create', 'purchase:update', 'purchase:submit', 'purchase:approve', 'purchase:send', 'purchase:close', 'purchase:cancel', 'purchase:over_receive', 'purchase:export',
  'receipt:read', 'receipt:create', 'receipt:post', 'receipt:reverse',
  'quality:read', 'quality:inspect', 'quality:dispose', 'quality:waive', 'quality:plan_manage',
  'carrier:read', 'carrier:manage',
  'invoice:read', 'invoice:create', 'invoice:issue', 'invoice:void', 'invoice:approve_exception', 'invoice:export',
  'payment:read', 'payment:create', 'payment:refund', 'payment:reconcile',
  'ledger:read', 'ledger:post', 'ledger:close_period', 'ledger:reopen_period', 'ledger:export',
  'report:read', 'report:create', 'report:export', 'report:schedule',
  'dashboard:read', 'dashboard:create', 'dashboard:export', 'dashboard:schedule',
  'simulation:run',
  'operation:read', 'operation:undo', 'operation:undo_any',
  'saved_view:manage_own', 'saved_view:share',
  'user:read', 'user:invite', 'user:update', 'user:suspend', 'user:delete', 'user:reset_mfa',
  'role:read', 'role:manage', 'role:assign',
  'session:read_own', 'session:revoke_own', 'session:read_all', 'session:revoke_all',
  // Without _all a key permission reaches only the keys of the one who asks.
  'api_key:read', 'api_key:create', 'api_key:revoke', 'api_key:read_all', 'api_key:revoke_all',
  'audit:read', 'audit:export', 'audit:verify',
  'config:read', 'config:update',
  'notification:read_own', 'notification:manage_own', 'notification:send',
  'health:read',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

const known: ReadonlySet<string> = new Set(PERMISSIONS);

/** Tells whether a string is a permission this version knows. */
export function isPermission(value: string): value is Permission {
  return known.has(value);
}

/** What only a session with a second factor (aal2) may do. */
export const SENSITIVE_PERMISSIONS: ReadonlySet<Permission> = new Set<Permission>([
  'role:manage',
  'user:read', 'user:invite', 'user:update', 'user:suspend', 'user:delete', 'user:reset_mfa',
  'config:update',
  'ledger:reopen_period',
  'api_key:create',
  'operation:undo_any',
]);
