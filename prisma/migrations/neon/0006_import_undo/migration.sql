-- Undo of a whole import: what it made of each product, and when it was undone.
-- AlterEnum
ALTER TYPE "import_status" ADD VALUE 'UNDOING';
ALTER TYPE "import_status" ADD VALUE 'UNDONE';

-- AlterTable
ALTER TABLE "import_job" ADD COLUMN "undone_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "import_change" (
    "job_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "old" JSONB,
    "new" JSONB NOT NULL,

    CONSTRAINT "import_change_pkey" PRIMARY KEY ("job_id","product_id")
);

-- CreateIndex
CREATE INDEX "import_change_product_id_idx" ON "import_change"("product_id");

-- AddForeignKey
ALTER TABLE "import_change" ADD CONSTRAINT "import_change_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "import_job"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_change" ADD CONSTRAINT "import_change_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

select grant_api_rights();
