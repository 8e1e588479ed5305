-- Goods that are taken to be inspected as they come: by which command, with which shipment or transfer; and how many pieces were read alike.
alter table quality_inspection add column if not exists operation_id text, add column if not exists reference_type text, add column if not exists reference_id text;
alter table quality_inspection_result add column if not exists pieces integer not null default 1;
create index if not exists quality_inspection_operation on quality_inspection (operation_id) where operation_id is not null;
create index if not exists quality_inspection_reference on quality_inspection (reference_id) where reference_id is not null;

do $do$
begin
  if not exists (select from pg_constraint where conname = 'quality_inspection_operation_id_fkey') then
    alter table quality_inspection add constraint quality_inspection_operation_id_fkey foreign key (operation_id) references operation (id) on delete restrict on update cascade;
  end if;
  if not exists (select from pg_constraint where conname = 'quality_inspection_result_pieces') then
    alter table quality_inspection_result add constraint quality_inspection_result_pieces check (pieces > 0);
  end if;
  if not exists (select from pg_constraint where conname = 'quality_inspection_reference') then
    alter table quality_inspection add constraint quality_inspection_reference check ((reference_type is null) = (reference_id is null));
  end if;
end $do$;

select grant_api_rights();
