-- Counts: the order of the sheet, every number with its counter, one open count per position, and what a posted count was worth.
-- AlterTable
ALTER TABLE "stock_count" ADD COLUMN "operation_id" TEXT;

-- AlterTable
ALTER TABLE "stock_count_item" ADD COLUMN "added_by" TEXT,
ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "expected_value" DECIMAL(19,4),
ADD COLUMN "is_open" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "last_counted_before" TIMESTAMPTZ(3),
ADD COLUMN "line_no" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "pending" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "snapshot_seq" BIGINT,
ADD COLUMN "variance_value" DECIMAL(19,4);

-- CreateTable
CREATE TABLE "stock_count_entry" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "count_item_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "quantity" DECIMAL(18,4) NOT NULL,
    "movements_during" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "counted_by" TEXT NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_count_entry_pkey" PRIMARY KEY ("id")
);

-- Lines that were there before: their place, whether they are counted, and whether their count is still open.
update stock_count_item i set line_no = x.line_no, pending = i.counted_quantity is null, is_open = c.status not in ('APPROVED', 'CANCELLED')
  from (select id, row_number() over (partition by count_id order by created_at, id) line_no from stock_count_item) x, stock_count c
  where x.id = i.id and c.id = i.count_id;

-- CreateIndex
CREATE UNIQUE INDEX "stock_count_entry_count_item_id_attempt_key" ON "stock_count_entry"("count_item_id", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "stock_count_entry_count_item_id_counted_by_key" ON "stock_count_entry"("count_item_id", "counted_by");

-- CreateIndex
CREATE INDEX "stock_count_operation" ON "stock_count"("operation_id") WHERE (operation_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "stock_count_item_count_id_line_no_idx" ON "stock_count_item"("count_id", "line_no");

-- CreateIndex
CREATE UNIQUE INDEX "stock_count_item_open_key" ON "stock_count_item"("inventory_item_id") WHERE (is_open);

-- AddForeignKey
ALTER TABLE "stock_count" ADD CONSTRAINT "stock_count_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_count_entry" ADD CONSTRAINT "stock_count_entry_count_item_id_fkey" FOREIGN KEY ("count_item_id") REFERENCES "stock_count_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Guards
alter table stock_count_entry add constraint stock_count_entry_quantity_not_negative check (quantity >= 0 and attempt > 0);

create or replace function compute_count_variance() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.count_id, new.inventory_item_id, new.expected_quantity, new.snapshot_seq)
    is distinct from (old.count_id, old.inventory_item_id, old.expected_quantity, old.snapshot_seq) then
    perform refuse('stock_count_item_snapshot', 'what was expected when the count began does not change', jsonb_build_object('stockCountItemId', old.id));
  end if;
  new.variance := coalesce(new.recount_quantity, new.counted_quantity) - (new.expected_quantity + new.movements_during);
  return new;
end $$;

-- A count is posted complete, explained, and by someone who counted none of it.
create or replace function check_count_approval() returns trigger language plpgsql as $$
declare v_item text;
begin
  select id into v_item from stock_count_item where count_id = new.id and (pending or variance is null
    or (abs(variance) > greatest(new.tolerance_qty, new.tolerance_pct * (expected_quantity + movements_during) / 100) or not within_tolerance) and coalesce(root_cause, '') = '') limit 1;
  if found then
    perform refuse('stock_count_root_cause', 'every position must be counted, and a variance beyond tolerance needs its cause', jsonb_build_object('stockCountItemId', v_item));
  end if;
  if new.approved_by is null or exists (select from stock_count_entry e join stock_count_item i on i.id = e.count_item_id where i.count_id = new.id and e.counted_by = new.approved_by) then
    perform refuse('stock_count_approver_is_not_counter', 'who counted does not approve', jsonb_build_object('stockCountId', new.id));
  end if;
  new.approved_at := coalesce(new.approved_at, now());
  return new;
end $$;

-- Its items may be counted again once a count is posted or cancelled.
create or replace function close_count_lines() returns trigger language plpgsql as $$
begin
  update stock_count_item set is_open = false where count_id = new.id and is_open;
  return new;
end $$;

-- Numbers are entered while the count is under way, and nobody's name changes on one.
create or replace function check_count_entry() returns trigger language plpgsql as $$
declare v_status count_status;
begin
  select c.status into v_status from stock_count_item i join stock_count c on c.id = i.count_id where i.id = new.count_item_id;
  if v_status not in ('COUNTING', 'RECOUNT') or tg_op = 'UPDATE' and (new.count_item_id, new.attempt, new.counted_by) is distinct from (old.count_item_id, old.attempt, old.counted_by) then
    perform refuse('stock_count_entry_frozen', 'a count is entered while it is under way, under one name', jsonb_build_object('status', v_status));
  end if;
  return new;
end $$;

create or replace trigger stock_count_close before update of status on stock_count for each row when (new.status in ('APPROVED', 'CANCELLED') and old.status <> new.status) execute function close_count_lines();
create or replace trigger stock_count_item_frozen before insert or update or delete on stock_count_item for each row execute function freeze_lines('stock_count', 'count_id', 'PLANNED,COUNTING,COUNTED,RECOUNT,IN_REVIEW');
create or replace trigger stock_count_entry_frozen before insert or update on stock_count_entry for each row execute function check_count_entry();
create or replace trigger stock_count_entry_touch before update on stock_count_entry for each row execute function touch_updated_at();

select grant_api_rights();
