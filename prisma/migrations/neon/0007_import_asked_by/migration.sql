-- Who asked for the step of an import that runs in the background, and with which API key: it runs with those rights.
ALTER TABLE "import_job" ADD COLUMN "asked_by" TEXT, ADD COLUMN "asked_with" TEXT;
