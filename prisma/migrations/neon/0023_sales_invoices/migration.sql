-- Sales invoices: what they may hold, how they follow payments and credit notes, and their entries in the journal.
-- AlterTable
ALTER TABLE "invoice" ADD COLUMN "fx_rate" DECIMAL(18,6) NOT NULL DEFAULT 1, ADD COLUMN "bill_to" JSONB, ADD COLUMN "reminder_level" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "reminded_at" TIMESTAMPTZ(3);

-- DropIndex
DROP INDEX "invoice_customer_id_idx";

-- CreateIndex
CREATE INDEX "invoice_created_at_id_idx" ON "invoice"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "invoice_customer_id_created_at_idx" ON "invoice"("customer_id", "created_at" DESC);

alter table invoice add constraint invoice_fx_rate_positive check (fx_rate > 0);
alter table invoice add constraint invoice_reminder_level check (reminder_level between 0 and 9);

create or replace function freeze_invoice() returns trigger language plpgsql as $$
begin
  if (new.kind, new.series, new.invoice_number, new.order_id, new.purchase_order_id, new.customer_id, new.currency, new.fx_rate, new.net, new.tax, new.gross, new.issued_at, new.due_at, new.bill_to, new.credits_invoice_id)
    is distinct from (old.kind, old.series, old.invoice_number, old.order_id, old.purchase_order_id, old.customer_id, old.currency, old.fx_rate, old.net, old.tax, old.gross, old.issued_at, old.due_at, old.bill_to, old.credits_invoice_id) then
    perform refuse('invoice_frozen', 'an issued invoice does not change', jsonb_build_object('invoiceId', old.id));
  end if;
  return new;
end $$;

-- What was paid less what was paid back lies between nothing and what is owed: the invoice less its credit notes. Money that came before a credit note stays until it is
-- paid back. A payment is in the currency of its invoice, and no more of it is paid back than it was.
create or replace function check_payment_total() returns trigger language plpgsql as $$
declare v_invoice invoice; v_paid numeric; v_credited numeric; v_original numeric; v_back numeric;
begin
  select * into v_invoice from invoice where id = new.invoice_id for no key update;
  if new.currency <> v_invoice.currency then
    perform refuse('payment_currency', 'a payment is in the currency of its invoice', jsonb_build_object('currency', new.currency, 'invoice', v_invoice.currency));
  end if;
  if v_invoice.status in ('DRAFT', 'VOID') and new.amount > 0 then
    perform refuse('payment_invoice_issued', 'only an issued invoice is paid', jsonb_build_object('status', v_invoice.status));
  end if;
  select coalesce(sum(amount), 0) into v_paid from payment where invoice_id = new.invoice_id and status in ('SETTLED', 'PARTIALLY_REFUNDED', 'REFUNDED');
  select coalesce(sum(gross), 0) into v_credited from invoice where credits_invoice_id = new.invoice_id and status not in ('DRAFT', 'VOID');
  if v_paid < 0 or v_paid > v_invoice.gross or new.amount > 0 and v_paid > v_invoice.gross - v_credited then
    perform refuse('payment_within_invoice', 'settled payments less refunds lie between zero and what is owed',
      jsonb_build_object('invoiceId', new.invoice_id, 'open', (v_invoice.gross - v_credited - v_paid + new.amount)::text));
  end if;
  if new.refund_of_id is not null then
    select amount into v_original from payment where id = new.refund_of_id and invoice_id = new.invoice_id for no key update;
    select coalesce(-sum(amount), 0) into v_back from payment where refund_of_id = new.refund_of_id and status = 'SETTLED';
    if v_original is null or v_back > v_original then
      perform refuse('payment_refund_within_payment', 'no more is paid back than was paid', jsonb_build_object('left', (coalesce(v_original, 0) - v_back - new.amount)::text));
    end if;
  end if;
  return null;
end $$;

-- What of an order line is invoiced has left; what of an invoice is credited was on it. The line is locked: of two at once the second sees the first.
create or replace function check_invoice_item() returns trigger language plpgsql as $$
declare v_invoice invoice; v_most numeric; v_sum numeric;
begin
  select * into v_invoice from invoice where id = new.invoice_id;
  if new.order_item_id is null then return null; end if;
  if v_invoice.kind = 'SALES' then
    select shipped_quantity into v_most from order_item where id = new.order_item_id and order_id = v_invoice.order_id for no key update;
    select sum(x.quantity) into v_sum from invoice_item x join invoice i on i.id = x.invoice_id
      where x.order_item_id = new.order_item_id and i.kind = 'SALES' and i.status <> 'VOID';
  elsif v_invoice.kind = 'CREDIT_NOTE' then
    perform from invoice where id = v_invoice.credits_invoice_id for no key update;
    select sum(quantity) into v_most from invoice_item where invoice_id = v_invoice.credits_invoice_id and order_item_id = new.order_item_id;
    select sum(x.quantity) into v_sum from invoice_item x join invoice i on i.id = x.invoice_id
      where x.order_item_id = new.order_item_id and i.credits_invoice_id = v_invoice.credits_invoice_id and i.status <> 'VOID';
  else return null;
  end if;
  if v_most is null or v_sum > v_most then
    perform refuse('invoice_item_within_shipped', 'no more is invoiced than has left, nor credited than was invoiced',
      jsonb_build_object('left', (coalesce(v_most, 0) - v_sum + new.quantity)::text));
  end if;
  return null;
end $$;

-- What is invoiced has left, and stays so.
create or replace function keep_invoiced_shipped() returns trigger language plpgsql as $$
begin
  if new.shipped_quantity < (select coalesce(sum(x.quantity), 0) from invoice_item x join invoice i on i.id = x.invoice_id
      where x.order_item_id = new.id and i.kind = 'SALES' and i.status <> 'VOID') then
    perform refuse('order_item_invoiced', 'some of it is invoiced', jsonb_build_object('orderItemId', new.id));
  end if;
  return null;
end $$;

-- An issued invoice has lines that come to its amounts; a credit note belongs to an issued invoice of the same order and currency and leaves no less than nothing of it.
create or replace function check_invoice_issue() returns trigger language plpgsql as $$
declare v_credited invoice; v_sum numeric;
begin
  if not exists (select from invoice_item where invoice_id = new.id having count(*) > 0 and sum(net) = new.net and sum(tax) = new.tax) then
    perform refuse('invoice_lines_sum', 'the lines of an invoice come to its amounts', jsonb_build_object('invoiceId', new.id));
  end if;
  if new.kind = 'CREDIT_NOTE' then
    select * into v_credited from invoice where id = new.credits_invoice_id for no key update;
    select coalesce(sum(gross), 0) into v_sum from invoice where credits_invoice_id = new.credits_invoice_id and id <> new.id and status not in ('DRAFT', 'VOID');
    if v_credited.id is null or v_credited.kind <> 'SALES' or v_credited.status in ('DRAFT', 'VOID') or v_credited.currency <> new.currency
      or v_credited.order_id is distinct from new.order_id or v_sum + new.gross > v_credited.gross then
      perform refuse('invoice_credit_within', 'a credit note takes back no more than its invoice', jsonb_build_object('left', (v_credited.gross - v_sum)::text));
    end if;
  end if;
  return new;
end $$;

-- The state of an issued invoice follows its payments and credit notes.
create or replace function settle_invoice(p_id text) returns void language plpgsql as $$
declare v_invoice invoice; v_paid numeric; v_credited numeric; v_status invoice_status;
begin
  select * into v_invoice from invoice where id = p_id for no key update;
  select coalesce(sum(amount), 0) into v_paid from payment where invoice_id = p_id and status in ('SETTLED', 'PARTIALLY_REFUNDED', 'REFUNDED');
  select coalesce(sum(gross), 0) into v_credited from invoice where credits_invoice_id = p_id and status not in ('DRAFT', 'VOID');
  v_status := case when v_credited >= v_invoice.gross and v_paid = 0 and v_credited > 0 then 'VOID' when v_credited + v_paid >= v_invoice.gross then 'PAID'
    when v_paid > 0 then 'PARTIALLY_PAID' else 'ISSUED' end;
  update invoice set status = v_status, version = version + 1 where id = p_id and status <> v_status;
end $$;

-- Writes one entry with its lines; positive amounts are debits, negative ones credits.
create or replace function post_journal(p_operation text, p_by text, p_kind text, p_reference_type text, p_reference_id text, p_memo text, p_lines jsonb) returns text language plpgsql as $$
declare v_entry text;
begin
  insert into journal_entry (kind, operation_id, created_by, reference_type, reference_id, memo) values (p_kind, p_operation, p_by, p_reference_type, p_reference_id, p_memo) returning id into v_entry;
  insert into journal_line (entry_id, account_code, debit, credit)
    select v_entry, x.account, greatest(sum(x.amount), 0), greatest(-sum(x.amount), 0) from jsonb_to_recordset(p_lines) x(account text, amount numeric) group by 1, x.account having sum(x.amount) <> 0;
  return v_entry;
end $$;

create or replace trigger invoice_issue before update of status on invoice for each row when (old.status = 'DRAFT' and new.status not in ('DRAFT', 'VOID') and new.kind in ('SALES', 'CREDIT_NOTE')) execute function check_invoice_issue();
create or replace trigger invoice_item_within after insert or update of quantity, order_item_id, invoice_id on invoice_item for each row execute function check_invoice_item();
create or replace trigger order_item_invoiced after update of shipped_quantity on order_item for each row when (new.shipped_quantity < old.shipped_quantity) execute function keep_invoiced_shipped();
create or replace trigger invoice_initial_status before insert on invoice for each row execute function check_transition('>DRAFT', 'DRAFT>ISSUED', 'DRAFT>VOID', 'ISSUED>PARTIALLY_PAID', 'ISSUED>PAID', 'PARTIALLY_PAID>PAID', 'PAID>PARTIALLY_PAID', 'PARTIALLY_PAID>ISSUED', 'PAID>ISSUED', 'ISSUED>VOID', 'PARTIALLY_PAID>VOID', 'PAID>VOID');
create or replace trigger invoice_a_status_transition before update of status on invoice for each row when (old.status <> new.status) execute function check_transition('>DRAFT', 'DRAFT>ISSUED', 'DRAFT>VOID', 'ISSUED>PARTIALLY_PAID', 'ISSUED>PAID', 'PARTIALLY_PAID>PAID', 'PAID>PARTIALLY_PAID', 'PARTIALLY_PAID>ISSUED', 'PAID>ISSUED', 'ISSUED>VOID', 'PARTIALLY_PAID>VOID', 'PAID>VOID');
select grant_api_rights();
