-- The lists of lots and of shipments are read in the order of an index, however many there are.

-- CreateIndex
CREATE INDEX "shipment_created_at_id_idx" ON "shipment"("created_at" DESC, "id");

-- Lots in the order in which they expire, those without a day last.
create index if not exists lot_expires_first on lot ((coalesce(expires_at, date '9999-12-31')), id);
