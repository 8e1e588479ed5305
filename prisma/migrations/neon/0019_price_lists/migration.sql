-- Price lists as things of their own. Every code that a price or a customer names becomes a list; it has a currency where
-- all of its prices have the same one.
-- CreateTable
CREATE TABLE "price_list" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "price_list_pkey" PRIMARY KEY ("code")
);

insert into price_list (code, name) values ('DEFAULT', 'Standard') on conflict do nothing;
-- What was typed is kept but for spaces, which no list can be named by.
update product_price set list_code = coalesce(nullif(left(regexp_replace(list_code, '\s+', '_', 'g'), 40), ''), 'DEFAULT')
  where list_code !~ '^\S{1,40}$';
update customer set price_list_code = coalesce(nullif(left(regexp_replace(price_list_code, '\s+', '_', 'g'), 40), ''), 'DEFAULT')
  where price_list_code !~ '^\S{1,40}$';
insert into price_list (code, name, currency)
  select list_code, case when list_code = 'Standard' then 'Standard (list)' else list_code end, case when count(distinct currency) = 1 then min(currency) end
  from product_price group by list_code on conflict do nothing;
insert into price_list (code, name)
  select distinct price_list_code, case when price_list_code = 'Standard' then 'Standard (list)' else price_list_code end from customer on conflict do nothing;

-- CreateIndex
CREATE UNIQUE INDEX "price_list_name_key" ON "price_list"("name");
-- CreateIndex
CREATE INDEX "product_price_list_code_idx" ON "product_price"("list_code");
-- CreateIndex
CREATE INDEX "customer_price_list_code_idx" ON "customer"("price_list_code");

-- AddForeignKey
ALTER TABLE "product_price" ADD CONSTRAINT "product_price_list_code_fkey" FOREIGN KEY ("list_code") REFERENCES "price_list"("code") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_price_list_code_fkey" FOREIGN KEY ("price_list_code") REFERENCES "price_list"("code") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Guards
alter table price_list add constraint price_list_named check (code ~ '^\S{1,40}$' and name = btrim(name) and name <> '');
alter table price_list add constraint price_list_standard check (code <> 'DEFAULT' or is_active and currency is null);

-- A price is of a list that takes its currency; a new one, and a customer, only of a list that is not archived.
create or replace function check_price_list() returns trigger language plpgsql as $$
declare v_bad record;
begin
  perform from price_list where code in (select list_code from new_rows) order by code for share;
  select l.code, l.currency, l.currency is distinct from n.currency and l.currency is not null as other into v_bad
    from new_rows n join price_list l on l.code = n.list_code
    where l.currency <> n.currency or (tg_op = 'INSERT' and not l.is_active) order by l.code limit 1;
  if found and v_bad.other then
    perform refuse('product_price_list_currency', 'the list takes prices in its own currency only', jsonb_build_object('list', v_bad.code, 'currency', v_bad.currency));
  elsif found then
    perform refuse('price_list_archived', 'the list is archived', jsonb_build_object('list', v_bad.code));
  end if;
  return null;
end $$;

create or replace function check_customer_price_list() returns trigger language plpgsql as $$
declare v_active boolean;
begin
  if tg_op = 'UPDATE' and new.price_list_code = old.price_list_code then return new; end if;
  select is_active into v_active from price_list where code = new.price_list_code for share;
  if not v_active then perform refuse('price_list_archived', 'the list is archived', jsonb_build_object('list', new.price_list_code)); end if;
  return new;
end $$;

-- What a list is used for limits what becomes of it.
create or replace function check_price_list_change() returns trigger language plpgsql as $$
begin
  if new.code <> old.code then perform refuse('price_list_code_fixed', 'the code of a list does not change', jsonb_build_object('list', old.code)); end if;
  if old.is_active and not new.is_active and exists (select from customer where price_list_code = old.code and status <> 'ARCHIVED') then
    perform refuse('price_list_in_use', 'customers are on the list', jsonb_build_object('list', old.code,
      'customers', (select count(*) from customer where price_list_code = old.code and status <> 'ARCHIVED')));
  end if;
  if new.currency is distinct from old.currency and exists (select from product_price where list_code = old.code and currency <> new.currency) then
    perform refuse('price_list_currency_used', 'the list has prices in another currency', jsonb_build_object('list', old.code, 'currency', new.currency));
  end if;
  return new;
end $$;
create or replace trigger product_price_list_insert after insert on product_price referencing new table as new_rows for each statement execute function check_price_list();
create or replace trigger product_price_list_update after update on product_price referencing new table as new_rows for each statement execute function check_price_list();
create or replace trigger customer_price_list before insert or update on customer for each row execute function check_customer_price_list();
create or replace trigger price_list_change before update on price_list for each row execute function check_price_list_change();
create or replace trigger price_list_touch before update on price_list for each row execute function touch_updated_at();

-- The product that another was merged into.
-- AlterTable
ALTER TABLE "product" ADD COLUMN "replaced_by_id" TEXT;
-- CreateIndex
CREATE INDEX "product_replaced_by_id_idx" ON "product"("replaced_by_id");
-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table product add constraint product_replaced_when_archived check (replaced_by_id is null or status = 'ARCHIVED' and replaced_by_id <> id);
-- A merged product that is taken back into use is replaced by nothing any more.
create or replace function forget_replacement() returns trigger language plpgsql as $$
begin
  new.replaced_by_id := null;
  return new;
end $$;
create or replace trigger product_back_in_use before update of status on product for each row when (old.status = 'ARCHIVED' and new.status <> 'ARCHIVED') execute function forget_replacement();
select grant_api_rights();
