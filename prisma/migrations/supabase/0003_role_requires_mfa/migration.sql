-- A role may demand a second factor of everyone who holds it; open sessions hear of the change.
ALTER TABLE "role" ADD COLUMN "requires_mfa" BOOLEAN NOT NULL DEFAULT false;

create or replace trigger role_notifies_access after update on public.role
  for each row when (new.permissions is distinct from old.permissions or new.name <> old.name or new.requires_mfa <> old.requires_mfa
    or (new.max_approval_amount, new.max_adjust_qty, new.max_discount_pct) is distinct from (old.max_approval_amount, old.max_adjust_qty, old.max_discount_pct))
  execute function public.notify_access();
