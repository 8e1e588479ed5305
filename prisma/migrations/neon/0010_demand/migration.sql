-- Demand per position as the ledger shows it, read once a day and when somebody asks: what replenishment calculates with.
-- CreateTable
CREATE TABLE "demand_statistic" (
    "product_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "weeks" INTEGER NOT NULL,
    "weekly_mean" DECIMAL(18,4) NOT NULL,
    "weekly_deviation" DECIMAL(18,4) NOT NULL,
    "value" DECIMAL(19,4) NOT NULL,
    "abc_class" TEXT NOT NULL,
    "xyz_class" TEXT NOT NULL,
    "last_issued_at" TIMESTAMPTZ(3) NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demand_statistic_pkey" PRIMARY KEY ("product_id","warehouse_id")
);

-- CreateIndex
CREATE INDEX "demand_statistic_warehouse_id_idx" ON "demand_statistic"("warehouse_id");

-- AddForeignKey
ALTER TABLE "demand_statistic" ADD CONSTRAINT "demand_statistic_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_statistic" ADD CONSTRAINT "demand_statistic_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Guards
alter table demand_statistic add constraint demand_statistic_bounds
  check (weeks between 1 and 13 and weekly_mean >= 0 and weekly_deviation >= 0 and abc_class in ('A', 'B', 'C') and xyz_class in ('X', 'Y', 'Z'));
select grant_api_rights();
