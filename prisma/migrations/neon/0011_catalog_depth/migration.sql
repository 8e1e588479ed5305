-- Several codes per product, substitutes, files and fields of one's own.
-- CreateEnum
CREATE TYPE "attribute_kind" AS ENUM ('TEXT', 'NUMBER', 'BOOLEAN', 'CHOICE', 'DATE');

-- CreateTable
CREATE TABLE "product_barcode" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "product_unit_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "is_own" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_barcode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_substitute" (
    "product_id" TEXT NOT NULL,
    "substitute_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_substitute_pkey" PRIMARY KEY ("product_id","substitute_id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "is_image" BOOLEAN NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribute_definition" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "category_id" TEXT,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" "attribute_kind" NOT NULL,
    "unit" TEXT,
    "choices" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_required" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "attribute_definition_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "product_barcode_code_key" ON "product_barcode"("code");
-- CreateIndex
CREATE INDEX "product_barcode_product_id_idx" ON "product_barcode"("product_id");
-- CreateIndex
CREATE INDEX "product_barcode_product_unit_id_idx" ON "product_barcode"("product_unit_id");
-- CreateIndex
CREATE INDEX "product_substitute_substitute_id_idx" ON "product_substitute"("substitute_id");
-- CreateIndex
CREATE INDEX "attachment_product_id_created_at_idx" ON "attachment"("product_id", "created_at");
-- CreateIndex
CREATE UNIQUE INDEX "attribute_definition_code_key" ON "attribute_definition"("code");
-- CreateIndex
CREATE INDEX "attribute_definition_category_id_idx" ON "attribute_definition"("category_id");

-- AddForeignKey
ALTER TABLE "product_barcode" ADD CONSTRAINT "product_barcode_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "product_barcode" ADD CONSTRAINT "product_barcode_product_unit_id_fkey" FOREIGN KEY ("product_unit_id") REFERENCES "product_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "product_substitute" ADD CONSTRAINT "product_substitute_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "product_substitute" ADD CONSTRAINT "product_substitute_substitute_id_fkey" FOREIGN KEY ("substitute_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "attribute_definition" ADD CONSTRAINT "attribute_definition_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Guards
-- Numbers for codes that the company gives itself.
create sequence if not exists internal_barcode_seq;
alter table product_barcode add constraint product_barcode_not_blank check (code <> '');
alter table product_substitute add constraint product_substitute_not_self check (product_id <> substitute_id);
alter table attachment add constraint attachment_size check (size = octet_length(content) and size between 1 and 5242880 and length(name) between 1 and 255);
alter table attribute_definition add constraint attribute_definition_code check (code ~ '^[a-z][a-z0-9_]{0,39}$');
alter table attribute_definition add constraint attribute_definition_choices check ((kind = 'CHOICE') = (cardinality(choices) > 0));

-- A unit's own code is in product_barcode too, so that one unique index holds for all codes.
create or replace function keep_own_barcodes() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from product_barcode b using old_rows o join new_rows n on n.id = o.id
      where b.product_unit_id = o.id and b.is_own and o.barcode is distinct from n.barcode;
  end if;
  insert into product_barcode (product_id, product_unit_id, code, is_own)
    select n.product_id, n.id, n.barcode, true from new_rows n
    where n.barcode <> '' and not exists (select from product_barcode b where b.product_unit_id = n.id and b.is_own and b.code = n.barcode);
  return null;
end $$;
create or replace trigger product_unit_barcode_insert after insert on product_unit referencing new table as new_rows for each statement execute function keep_own_barcodes();
create or replace trigger product_unit_barcode_update after update on product_unit referencing old table as old_rows new table as new_rows for each statement execute function keep_own_barcodes();
create or replace trigger attribute_definition_touch before update on attribute_definition for each row execute function touch_updated_at();
insert into product_barcode (product_id, product_unit_id, code, is_own)
  select product_id, id, barcode, true from product_unit where barcode <> '';
select grant_api_rights();
