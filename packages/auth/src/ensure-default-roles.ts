import { DEFAULT_ROLES, type DefaultRoleName } from "@invista/contracts/default-roles";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";

const rolesRow = z.array(z.object({ id: z.string(), name: z.string() }));

/**
 * Creates the default roles that are missing and gives Owner every permission of this version; what an administrator
 * changed on the other roles stays. Answers the id of each.
 */
export async function ensureDefaultRoles(supabase: SupabasePrismaClient): Promise<Map<DefaultRoleName, string>> {
  return supabase.$transaction(async (tx) => {
    for (const role of DEFAULT_ROLES) {
      await tx.$executeRaw`
        insert into public.role (id, name, description, permissions, is_system, max_approval_amount, max_adjust_qty, max_discount_pct)
        values (gen_random_uuid()::text, ${role.name}, ${role.description}, ${[...role.permissions]}::text[], true,
          ${role.maxApprovalAmount}::numeric, ${role.maxAdjustQty}::numeric, ${role.maxDiscountPct}::numeric)
        on conflict (name) do update set permissions = excluded.permissions, is_system = true
          where role.name = 'Owner' and (role.permissions is distinct from excluded.permissions or not role.is_system)`;
    }
    const stored = rolesRow.parse(await tx.$queryRaw`select id, name from public.role where is_system`);
    return new Map(
      DEFAULT_ROLES.map(({ name }) => {
        const found = stored.find((role) => role.name === name);
        if (!found) throw new Error(`the role ${name} exists but is not a system role`);
        return [name, found.id];
      }),
    );
  });
}
