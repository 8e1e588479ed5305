-- What column defaults and indexes of the tables need. Idempotent; runs before the tables are made.
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- A time-ordered id (UUID version 7 as text). Written out because uuidv7() exists only from PostgreSQL 18 on.
create or replace function new_id() returns text language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid::text
$$;

-- Document numbers start at 100001 so that they keep one width.
create sequence if not exists order_number_seq start 100001;
create sequence if not exists purchase_order_number_seq start 100001;
create sequence if not exists stock_transfer_number_seq start 100001;
create sequence if not exists stock_count_number_seq start 100001;
create sequence if not exists quality_inspection_number_seq start 100001;
create sequence if not exists non_conformance_number_seq start 100001;
create sequence if not exists customer_number_seq start 100001;
create sequence if not exists supplier_number_seq start 100001;
create sequence if not exists shipment_number_seq start 100001;
create sequence if not exists return_order_number_seq start 100001;
create sequence if not exists goods_receipt_number_seq start 100001;
create sequence if not exists journal_entry_number_seq start 100001;

-- CreateEnum
CREATE TYPE "product_type" AS ENUM ('STOCK', 'KIT', 'SERVICE');

-- CreateEnum
CREATE TYPE "product_status" AS ENUM ('DRAFT', 'ACTIVE', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "cost_method" AS ENUM ('FIFO', 'MOVING_AVG');

-- CreateEnum
CREATE TYPE "warehouse_status" AS ENUM ('ACTIVE', 'INACTIVE');

-- CreateEnum
CREATE TYPE "location_type" AS ENUM ('PICK', 'BULK', 'RECEIVING', 'QUARANTINE', 'TRANSIT', 'SHIPPING');

-- CreateEnum
CREATE TYPE "lot_status" AS ENUM ('RELEASED', 'HOLD', 'QUARANTINE', 'RECALLED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "serial_status" AS ENUM ('IN_STOCK', 'RESERVED', 'SHIPPED', 'RETURNED', 'SCRAPPED');

-- CreateEnum
CREATE TYPE "movement_type" AS ENUM ('OPENING', 'RECEIPT', 'SHIPMENT', 'RETURN_IN', 'SUPPLIER_RETURN', 'TRANSFER_OUT', 'TRANSFER_IN', 'TRANSFER_LOSS', 'PUTAWAY', 'ADJUSTMENT', 'SCRAP', 'QUARANTINE_IN', 'QUARANTINE_OUT', 'KIT_CONSUME', 'KIT_BUILD', 'REVALUATION', 'REVERSAL');

-- CreateEnum
CREATE TYPE "reservation_type" AS ENUM ('ORDER', 'TRANSFER', 'MANUAL', 'QUALITY_HOLD', 'KIT');

-- CreateEnum
CREATE TYPE "reservation_status" AS ENUM ('ACTIVE', 'PICKED', 'CONSUMED', 'RELEASED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "transfer_status" AS ENUM ('DRAFT', 'APPROVED', 'PICKING', 'IN_TRANSIT', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "count_status" AS ENUM ('PLANNED', 'COUNTING', 'COUNTED', 'RECOUNT', 'IN_REVIEW', 'APPROVED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "inspection_trigger" AS ENUM ('RECEIPT', 'RETURN', 'STOCK', 'TRANSFER');

-- CreateEnum
CREATE TYPE "inspection_status" AS ENUM ('PENDING', 'IN_PROGRESS', 'PASSED', 'FAILED', 'PARTIAL', 'WAIVED', 'CLOSED');

-- CreateEnum
CREATE TYPE "ncr_severity" AS ENUM ('MINOR', 'MAJOR', 'CRITICAL');

-- CreateEnum
CREATE TYPE "ncr_disposition" AS ENUM ('REWORK', 'USE_AS_IS', 'RETURN_TO_SUPPLIER', 'SCRAP');

-- CreateEnum
CREATE TYPE "ncr_status" AS ENUM ('OPEN', 'CONTAINED', 'ROOT_CAUSE', 'CORRECTED', 'VERIFIED', 'CLOSED');

-- CreateEnum
CREATE TYPE "customer_status" AS ENUM ('ACTIVE', 'INACTIVE', 'BLOCKED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "address_kind" AS ENUM ('BILLING', 'SHIPPING', 'BOTH', 'SITE');

-- CreateEnum
CREATE TYPE "order_status" AS ENUM ('DRAFT', 'PENDING', 'CONFIRMED', 'PROCESSING', 'ON_HOLD', 'COMPLETED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "order_origin" AS ENUM ('STANDARD', 'REPLACEMENT', 'IMPORT');

-- CreateEnum
CREATE TYPE "shipment_status" AS ENUM ('DRAFT', 'PICKING', 'PACKED', 'SHIPPED', 'IN_TRANSIT', 'DELIVERED', 'CANCELLED', 'LOST', 'REFUSED');

-- CreateEnum
CREATE TYPE "return_status" AS ENUM ('REQUESTED', 'APPROVED', 'IN_TRANSIT', 'RECEIVED', 'INSPECTED', 'CLOSED', 'REJECTED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "return_disposition" AS ENUM ('RESTOCK', 'QUARANTINE', 'REPAIR', 'REPLACE', 'SCRAP', 'RETURN_TO_CUSTOMER');

-- CreateEnum
CREATE TYPE "supplier_status" AS ENUM ('ACTIVE', 'INACTIVE', 'BLOCKED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "purchase_order_status" AS ENUM ('DRAFT', 'PENDING_APPROVAL', 'APPROVED', 'SENT', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CLOSED', 'REJECTED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "goods_receipt_status" AS ENUM ('DRAFT', 'INSPECTING', 'POSTED', 'REVERSED');

-- CreateEnum
CREATE TYPE "invoice_kind" AS ENUM ('SALES', 'PURCHASE', 'CREDIT_NOTE', 'DEBIT_NOTE');

-- CreateEnum
CREATE TYPE "invoice_status" AS ENUM ('DRAFT', 'ISSUED', 'PARTIALLY_PAID', 'PAID', 'VOID');

-- CreateEnum
CREATE TYPE "match_status" AS ENUM ('NOT_REQUIRED', 'PENDING', 'MATCHED', 'MATCH_EXCEPTION', 'APPROVED');

-- CreateEnum
CREATE TYPE "payment_method" AS ENUM ('BANK', 'CARD', 'CASH', 'CREDIT', 'OTHER');

-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('PENDING', 'AUTHORIZED', 'SETTLED', 'FAILED', 'CANCELLED', 'VOIDED', 'PARTIALLY_REFUNDED', 'REFUNDED');

-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE');

-- CreateEnum
CREATE TYPE "period_status" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "operation_status" AS ENUM ('RUNNING', 'DONE', 'UNDONE', 'FAILED');

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('INVITED', 'ACTIVE', 'SUSPENDED', 'DELETED');

-- CreateEnum
CREATE TYPE "import_mode" AS ENUM ('PARTIAL', 'ALL_OR_NOTHING');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('UPLOADED', 'CHECKING', 'CHECKED', 'NEEDS_MAPPING', 'COMMITTING', 'DONE', 'FAILED', 'CANCELLED');

-- CreateTable
CREATE TABLE "product" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "category_id" TEXT,
    "parent_id" TEXT,
    "type" "product_type" NOT NULL DEFAULT 'STOCK',
    "status" "product_status" NOT NULL DEFAULT 'ACTIVE',
    "base_uom_id" TEXT NOT NULL DEFAULT 'EA',
    "qty_precision" INTEGER NOT NULL DEFAULT 0,
    "track_lots" BOOLEAN NOT NULL DEFAULT false,
    "track_serials" BOOLEAN NOT NULL DEFAULT false,
    "track_expiry" BOOLEAN NOT NULL DEFAULT false,
    "cost_method" "cost_method" NOT NULL DEFAULT 'FIFO',
    "standard_cost" DECIMAL(18,6),
    "list_price" DECIMAL(18,6),
    "shelf_life_days" INTEGER,
    "hs_code" TEXT,
    "country_of_origin" TEXT,
    "weight" DECIMAL(18,4),
    "image_url" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "parent_id" TEXT,
    "path" TEXT NOT NULL DEFAULT '',
    "default_reorder_min" DECIMAL(18,4),
    "default_reorder_max" DECIMAL(18,4),
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_of_measure" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dimension" TEXT NOT NULL DEFAULT 'COUNT',
    "precision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unit_of_measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_unit" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "uom_id" TEXT NOT NULL,
    "factor_num" INTEGER NOT NULL DEFAULT 1,
    "factor_den" INTEGER NOT NULL DEFAULT 1,
    "barcode" TEXT,
    "gtin" TEXT,
    "weight" DECIMAL(18,4),
    "length" DECIMAL(18,4),
    "width" DECIMAL(18,4),
    "height" DECIMAL(18,4),
    "is_purchase" BOOLEAN NOT NULL DEFAULT false,
    "is_sales" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_component" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "kit_product_id" TEXT NOT NULL,
    "component_product_id" TEXT NOT NULL,
    "quantity" DECIMAL(18,4) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_component_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_price" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "list_code" TEXT NOT NULL DEFAULT 'DEFAULT',
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "min_quantity" DECIMAL(18,4) NOT NULL DEFAULT 1,
    "unit_price" DECIMAL(18,6) NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warehouse" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address_id" TEXT,
    "status" "warehouse_status" NOT NULL DEFAULT 'ACTIVE',
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "is_transit" BOOLEAN NOT NULL DEFAULT false,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "warehouse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "storage_location" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "warehouse_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT,
    "zone" TEXT,
    "type" "location_type" NOT NULL DEFAULT 'PICK',
    "is_sellable" BOOLEAN NOT NULL DEFAULT true,
    "pick_sequence" INTEGER NOT NULL DEFAULT 0,
    "parent_code" TEXT,
    "max_weight" DECIMAL(18,4),
    "barcode" TEXT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "storage_location_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lot" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "lot_number" TEXT NOT NULL,
    "status" "lot_status" NOT NULL DEFAULT 'RELEASED',
    "manufactured_at" DATE,
    "expires_at" DATE,
    "supplier_id" TEXT,
    "supplier_lot" TEXT,
    "notes" TEXT,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "serial_number" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "lot_id" TEXT,
    "status" "serial_status" NOT NULL DEFAULT 'IN_STOCK',
    "inventory_item_id" TEXT,
    "order_item_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "serial_number_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inventory_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "location" TEXT NOT NULL DEFAULT '',
    "lot_id" TEXT,
    "quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "reserved_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "last_counted_at" TIMESTAMPTZ(3),
    "last_movement_seq" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "inventory_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_movement" (
    "seq" BIGSERIAL NOT NULL,
    "txid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "type" "movement_type" NOT NULL,
    "inventory_item_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "lot_id" TEXT,
    "serial_id" TEXT,
    "quantity" DECIMAL(18,4) NOT NULL,
    "unit_cost" DECIMAL(18,6) NOT NULL DEFAULT 0,
    "value_delta" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "cost_layer_id" TEXT,
    "balance_after" DECIMAL(18,4) NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "operation_id" TEXT,
    "reference_type" TEXT,
    "reference_id" TEXT,
    "reason_code" TEXT,
    "reversal_of_seq" BIGINT,
    "created_by" TEXT NOT NULL DEFAULT 'system',

    CONSTRAINT "stock_movement_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "stock_reservation" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "inventory_item_id" TEXT NOT NULL,
    "quantity" DECIMAL(18,4) NOT NULL,
    "reservation_type" "reservation_type" NOT NULL DEFAULT 'ORDER',
    "reference_id" TEXT NOT NULL,
    "reserved_by" TEXT NOT NULL,
    "order_item_id" TEXT,
    "status" "reservation_status" NOT NULL DEFAULT 'ACTIVE',
    "expires_at" TIMESTAMPTZ(3),
    "picked_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "operation_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "stock_reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reorder_rule" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "min_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "max_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "safety_stock" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "multiple" DECIMAL(18,4) NOT NULL DEFAULT 1,
    "lead_time_days" INTEGER,
    "supplier_id" TEXT,
    "abc_class" TEXT,
    "count_interval_days" INTEGER,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reorder_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_transfer" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "transfer_number" TEXT NOT NULL DEFAULT concat('TR-', nextval('stock_transfer_number_seq'::regclass)),
    "from_warehouse_id" TEXT NOT NULL,
    "to_warehouse_id" TEXT NOT NULL,
    "status" "transfer_status" NOT NULL DEFAULT 'DRAFT',
    "expected_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "dispatched_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "stock_transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_transfer_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "transfer_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "lot_id" TEXT,
    "from_location" TEXT,
    "to_location" TEXT,
    "quantity" DECIMAL(18,4) NOT NULL,
    "dispatched_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "received_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "lost_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_transfer_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_count" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "count_number" TEXT NOT NULL DEFAULT concat('CNT-', nextval('stock_count_number_seq'::regclass)),
    "warehouse_id" TEXT NOT NULL,
    "scope" JSONB NOT NULL DEFAULT '{}',
    "blind" BOOLEAN NOT NULL DEFAULT true,
    "status" "count_status" NOT NULL DEFAULT 'PLANNED',
    "snapshot_seq" BIGINT,
    "tolerance_qty" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "tolerance_pct" DECIMAL(18,6) NOT NULL DEFAULT 0,
    "tolerance_value" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "planned_for" DATE,
    "counted_by" TEXT,
    "approved_by" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "approved_at" TIMESTAMPTZ(3),
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "stock_count_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_count_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "count_id" TEXT NOT NULL,
    "inventory_item_id" TEXT NOT NULL,
    "expected_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "counted_quantity" DECIMAL(18,4),
    "recount_quantity" DECIMAL(18,4),
    "counted_at" TIMESTAMPTZ(3),
    "counted_by" TEXT,
    "recounted_at" TIMESTAMPTZ(3),
    "recounted_by" TEXT,
    "movements_during" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "variance" DECIMAL(18,4),
    "within_tolerance" BOOLEAN,
    "root_cause" TEXT,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "stock_count_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_plan" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "name" TEXT NOT NULL,
    "product_id" TEXT,
    "category_id" TEXT,
    "trigger" "inspection_trigger" NOT NULL DEFAULT 'RECEIPT',
    "sampling" JSONB NOT NULL DEFAULT '{}',
    "checks" JSONB NOT NULL DEFAULT '[]',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "inspection_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quality_inspection" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "inspection_number" TEXT NOT NULL DEFAULT concat('QI-', nextval('quality_inspection_number_seq'::regclass)),
    "plan_id" TEXT,
    "source_type" "inspection_trigger" NOT NULL DEFAULT 'STOCK',
    "source_id" TEXT,
    "product_id" TEXT NOT NULL,
    "warehouse_id" TEXT,
    "inventory_item_id" TEXT,
    "lot_id" TEXT,
    "inspected_quantity" DECIMAL(18,4) NOT NULL,
    "accepted_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "rejected_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "status" "inspection_status" NOT NULL DEFAULT 'PENDING',
    "disposition" "ncr_disposition",
    "inspected_by" TEXT,
    "inspected_at" TIMESTAMPTZ(3),
    "waiver_reason" TEXT,
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "quality_inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quality_inspection_result" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "inspection_id" TEXT NOT NULL,
    "check_name" TEXT NOT NULL,
    "numeric_value" DECIMAL(18,6),
    "text_value" TEXT,
    "passed" BOOLEAN NOT NULL,
    "critical" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quality_inspection_result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "non_conformance" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "ncr_number" TEXT NOT NULL DEFAULT concat('NCR-', nextval('non_conformance_number_seq'::regclass)),
    "inspection_id" TEXT,
    "supplier_id" TEXT,
    "product_id" TEXT,
    "lot_id" TEXT,
    "quantity" DECIMAL(18,4) NOT NULL,
    "severity" "ncr_severity" NOT NULL DEFAULT 'MINOR',
    "disposition" "ncr_disposition",
    "status" "ncr_status" NOT NULL DEFAULT 'OPEN',
    "description" TEXT,
    "root_cause" TEXT,
    "corrective_action" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "non_conformance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "code" TEXT NOT NULL DEFAULT concat('C-', nextval('customer_number_seq'::regclass)),
    "name" TEXT NOT NULL,
    "contact_name" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "notes" TEXT,
    "status" "customer_status" NOT NULL DEFAULT 'ACTIVE',
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "payment_term_days" INTEGER NOT NULL DEFAULT 30,
    "credit_limit" DECIMAL(19,4),
    "min_shelf_life_days" INTEGER NOT NULL DEFAULT 0,
    "price_list_code" TEXT NOT NULL DEFAULT 'DEFAULT',
    "tax_id" TEXT,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "customer_id" TEXT,
    "supplier_id" TEXT,
    "warehouse_id" TEXT,
    "kind" "address_kind" NOT NULL DEFAULT 'BOTH',
    "name" TEXT,
    "line1" TEXT NOT NULL DEFAULT '',
    "line2" TEXT,
    "city" TEXT NOT NULL DEFAULT '',
    "region" TEXT,
    "postal_code" TEXT NOT NULL DEFAULT '',
    "country" CHAR(2) NOT NULL DEFAULT 'DE',
    "phone" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "order_number" TEXT NOT NULL DEFAULT concat('SO-', nextval('order_number_seq'::regclass)),
    "customer_id" TEXT NOT NULL,
    "warehouse_id" TEXT,
    "status" "order_status" NOT NULL DEFAULT 'PENDING',
    "origin" "order_origin" NOT NULL DEFAULT 'STANDARD',
    "channel" TEXT NOT NULL DEFAULT 'DIRECT',
    "customer_reference" TEXT,
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "subtotal" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "discount" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "tax" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "shipping" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "total" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3),
    "promised_at" TIMESTAMPTZ(3),
    "placed_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by" TEXT,
    "completed_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "held_from" "order_status",
    "hold_reason" TEXT,
    "hold_expires_at" TIMESTAMPTZ(3),
    "ship_to" JSONB,
    "notes" TEXT,
    "replaces_return_id" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "order_id" TEXT NOT NULL,
    "line_no" INTEGER NOT NULL DEFAULT 0,
    "product_id" TEXT NOT NULL,
    "warehouse_id" TEXT,
    "description" TEXT,
    "quantity" DECIMAL(18,4) NOT NULL,
    "unit_price" DECIMAL(18,6) NOT NULL,
    "uom_id" TEXT,
    "factor_num" INTEGER NOT NULL DEFAULT 1,
    "factor_den" INTEGER NOT NULL DEFAULT 1,
    "discount" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "tax_rate_bps" INTEGER NOT NULL DEFAULT 0,
    "line_total" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "line_tax" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "reserved_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "shipped_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "cancelled_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "returned_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "backorder" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "order_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carrier" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "service_code" TEXT NOT NULL DEFAULT 'STANDARD',
    "tracking_url_template" TEXT,
    "adapter" TEXT NOT NULL DEFAULT 'manual',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "carrier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "shipment_number" TEXT NOT NULL DEFAULT concat('SH-', nextval('shipment_number_seq'::regclass)),
    "order_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "carrier_id" TEXT,
    "status" "shipment_status" NOT NULL DEFAULT 'DRAFT',
    "tracking_number" TEXT,
    "parcels" JSONB NOT NULL DEFAULT '[]',
    "label_ref" TEXT,
    "assigned_to" TEXT,
    "picked_at" TIMESTAMPTZ(3),
    "packed_at" TIMESTAMPTZ(3),
    "shipped_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "shipment_id" TEXT NOT NULL,
    "order_item_id" TEXT NOT NULL,
    "inventory_item_id" TEXT,
    "lot_id" TEXT,
    "serials" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "quantity" DECIMAL(18,4) NOT NULL,
    "picked_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "short_reason" TEXT,
    "reservation_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shipment_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "return_order" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "rma_number" TEXT NOT NULL DEFAULT concat('RMA-', nextval('return_order_number_seq'::regclass)),
    "order_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "status" "return_status" NOT NULL DEFAULT 'REQUESTED',
    "reason" TEXT,
    "approved_by" TEXT,
    "received_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "return_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "return_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "return_order_id" TEXT NOT NULL,
    "order_item_id" TEXT NOT NULL,
    "quantity" DECIMAL(18,4) NOT NULL,
    "received_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "disposition" "return_disposition",
    "lot_id" TEXT,
    "serials" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "restocked_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "scrapped_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "unit_cost" DECIMAL(18,6) NOT NULL DEFAULT 0,
    "refund_amount" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "return_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "code" TEXT NOT NULL DEFAULT concat('S-', nextval('supplier_number_seq'::regclass)),
    "name" TEXT NOT NULL,
    "contact_name" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "notes" TEXT,
    "status" "supplier_status" NOT NULL DEFAULT 'ACTIVE',
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "payment_term_days" INTEGER NOT NULL DEFAULT 30,
    "lead_time_days" INTEGER NOT NULL DEFAULT 0,
    "min_order_value" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "rating" DECIMAL(18,6),
    "tax_id" TEXT,
    "created_by" TEXT NOT NULL DEFAULT 'system',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier_product" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "supplier_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "supplier_sku" TEXT,
    "product_unit_id" TEXT,
    "moq" DECIMAL(18,4) NOT NULL DEFAULT 1,
    "multiple" DECIMAL(18,4) NOT NULL DEFAULT 1,
    "lead_time_days" INTEGER,
    "breaks" JSONB NOT NULL DEFAULT '[]',
    "preferred" BOOLEAN NOT NULL DEFAULT false,
    "last_cost" DECIMAL(18,6),
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "supplier_product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase_order" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "po_number" TEXT NOT NULL DEFAULT concat('PO-', nextval('purchase_order_number_seq'::regclass)),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "supplier_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "status" "purchase_order_status" NOT NULL DEFAULT 'DRAFT',
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "fx_rate" DECIMAL(18,6) NOT NULL DEFAULT 1,
    "subtotal" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "tax" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "shipping" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "total" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "landed_cost" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "expected_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "approval_required" BOOLEAN NOT NULL DEFAULT false,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "close_reason" TEXT,
    "supplier_reference" TEXT,
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "purchase_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase_order_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "purchase_order_id" TEXT NOT NULL,
    "line_no" INTEGER NOT NULL DEFAULT 0,
    "product_id" TEXT NOT NULL,
    "product_unit_id" TEXT,
    "supplier_sku" TEXT,
    "description" TEXT,
    "quantity" DECIMAL(18,4) NOT NULL,
    "unit_price" DECIMAL(18,6) NOT NULL,
    "tax_rate_bps" INTEGER NOT NULL DEFAULT 0,
    "line_total" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "line_tax" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "received_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "rejected_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "cancelled_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "invoiced_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "tolerance_pct" DECIMAL(18,6) NOT NULL DEFAULT 0,
    "expected_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "purchase_order_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goods_receipt" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "receipt_number" TEXT NOT NULL DEFAULT concat('GR-', nextval('goods_receipt_number_seq'::regclass)),
    "purchase_order_id" TEXT,
    "supplier_id" TEXT,
    "warehouse_id" TEXT NOT NULL,
    "status" "goods_receipt_status" NOT NULL DEFAULT 'DRAFT',
    "delivery_note" TEXT,
    "posted_at" TIMESTAMPTZ(3),
    "posted_by" TEXT,
    "reversed_at" TIMESTAMPTZ(3),
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "goods_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goods_receipt_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "goods_receipt_id" TEXT NOT NULL,
    "purchase_order_item_id" TEXT,
    "product_id" TEXT NOT NULL,
    "lot_id" TEXT,
    "location" TEXT NOT NULL DEFAULT '',
    "quarantine_location" TEXT NOT NULL DEFAULT '~QUARANTINE',
    "serials" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "received_quantity" DECIMAL(18,4) NOT NULL,
    "accepted_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "rejected_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "quarantined_quantity" DECIMAL(18,4) NOT NULL DEFAULT 0,
    "unit_cost" DECIMAL(18,6) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "goods_receipt_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "kind" "invoice_kind" NOT NULL,
    "series" TEXT NOT NULL DEFAULT 'A',
    "invoice_number" TEXT,
    "order_id" TEXT,
    "purchase_order_id" TEXT,
    "customer_id" TEXT,
    "supplier_id" TEXT,
    "shipment_id" TEXT,
    "return_order_id" TEXT,
    "status" "invoice_status" NOT NULL DEFAULT 'DRAFT',
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "net" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "tax" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "gross" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "issued_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "match_status" "match_status" NOT NULL DEFAULT 'NOT_REQUIRED',
    "match_details" JSONB,
    "credits_invoice_id" TEXT,
    "external_number" TEXT,
    "approved_by" TEXT,
    "notes" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_item" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "invoice_id" TEXT NOT NULL,
    "line_no" INTEGER NOT NULL DEFAULT 0,
    "order_item_id" TEXT,
    "purchase_order_item_id" TEXT,
    "receipt_item_id" TEXT,
    "product_id" TEXT,
    "description" TEXT,
    "quantity" DECIMAL(18,4) NOT NULL,
    "unit_price" DECIMAL(18,6) NOT NULL,
    "net" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "tax_rate_bps" INTEGER NOT NULL DEFAULT 0,
    "tax" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "invoice_id" TEXT NOT NULL,
    "method" "payment_method" NOT NULL DEFAULT 'BANK',
    "amount" DECIMAL(19,4) NOT NULL,
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "status" "payment_status" NOT NULL DEFAULT 'PENDING',
    "external_ref" TEXT,
    "authorized_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "refund_of_id" TEXT,
    "failure_reason" TEXT,
    "note" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_layer" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "product_id" TEXT NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "lot_id" TEXT,
    "in_transit" BOOLEAN NOT NULL DEFAULT false,
    "pooled" BOOLEAN NOT NULL DEFAULT false,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seq" BIGSERIAL NOT NULL,
    "original_quantity" DECIMAL(18,4) NOT NULL,
    "remaining_quantity" DECIMAL(18,4) NOT NULL,
    "unit_cost" DECIMAL(18,6) NOT NULL,
    "remaining_value" DECIMAL(19,4) NOT NULL,
    "source_movement_seq" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cost_layer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "account_kind" NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "account_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "journal_entry" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "entry_number" TEXT NOT NULL DEFAULT concat('JE-', nextval('journal_entry_number_seq'::regclass)),
    "operation_id" TEXT,
    "kind" TEXT NOT NULL DEFAULT 'STOCK',
    "posted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "period_key" TEXT NOT NULL DEFAULT '',
    "memo" TEXT,
    "reference_type" TEXT,
    "reference_id" TEXT,
    "reverses_id" TEXT,
    "created_by" TEXT NOT NULL DEFAULT 'system',

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_line" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "entry_id" TEXT NOT NULL,
    "account_code" TEXT NOT NULL,
    "debit" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "credit" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "product_id" TEXT,
    "warehouse_id" TEXT,
    "memo" TEXT,

    CONSTRAINT "journal_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounting_period" (
    "period_key" TEXT NOT NULL,
    "status" "period_status" NOT NULL DEFAULT 'OPEN',
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounting_period_pkey" PRIMARY KEY ("period_key")
);

-- CreateTable
CREATE TABLE "number_series" (
    "code" TEXT NOT NULL,
    "prefix" TEXT NOT NULL DEFAULT '',
    "next_value" BIGINT NOT NULL DEFAULT 1,
    "padding" INTEGER NOT NULL DEFAULT 6,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "operation" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "idempotency_key" TEXT NOT NULL,
    "procedure" TEXT NOT NULL,
    "input" JSONB,
    "result" JSONB,
    "request_hash" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "status" "operation_status" NOT NULL DEFAULT 'RUNNING',
    "entity" TEXT,
    "undo_of_id" TEXT,
    "undone_at" TIMESTAMPTZ(3),
    "first_seq" BIGINT,
    "last_seq" BIGINT,
    "digest" BYTEA,
    "audit_seq" BIGINT,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "operation_id" TEXT,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "dead_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL DEFAULT '',
    "status" "user_status" NOT NULL DEFAULT 'ACTIVE',
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_job" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "file_name" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL DEFAULT 0,
    "profile" TEXT,
    "mode" "import_mode" NOT NULL DEFAULT 'PARTIAL',
    "mapping" JSONB,
    "options" JSONB NOT NULL DEFAULT '{}',
    "status" "import_status" NOT NULL DEFAULT 'UPLOADED',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "rows_total" INTEGER NOT NULL DEFAULT 0,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "error" JSONB,
    "created_by" TEXT NOT NULL,
    "operation_id" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row_error" (
    "id" BIGSERIAL NOT NULL,
    "job_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "column" TEXT,
    "code" TEXT NOT NULL,
    "value" TEXT,
    "message" TEXT,

    CONSTRAINT "import_row_error_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "product_sku_key" ON "product"("sku");

-- CreateIndex
CREATE INDEX "product_category_id_idx" ON "product"("category_id");

-- CreateIndex
CREATE INDEX "product_parent_id_idx" ON "product"("parent_id");

-- CreateIndex
CREATE INDEX "product_name_id_idx" ON "product"("name", "id");

-- CreateIndex
CREATE INDEX "product_status_name_id_idx" ON "product"("status", "name", "id");

-- CreateIndex
CREATE INDEX "product_name_sku_trgm" ON "product" USING GIN ("name" gin_trgm_ops, "sku" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "product_attributes_gin" ON "product" USING GIN ("attributes" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "category_path_idx" ON "category"("path");

-- CreateIndex
CREATE UNIQUE INDEX "category_parent_id_name_key" ON "category"("parent_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "unit_of_measure_code_key" ON "unit_of_measure"("code");

-- CreateIndex
CREATE UNIQUE INDEX "product_unit_barcode_key" ON "product_unit"("barcode");

-- CreateIndex
CREATE INDEX "product_unit_gtin_idx" ON "product_unit"("gtin");

-- CreateIndex
CREATE UNIQUE INDEX "product_unit_product_id_uom_id_key" ON "product_unit"("product_id", "uom_id");

-- CreateIndex
CREATE INDEX "product_component_component_product_id_idx" ON "product_component"("component_product_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_component_kit_product_id_component_product_id_key" ON "product_component"("kit_product_id", "component_product_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_price_product_id_list_code_currency_min_quantity_va_key" ON "product_price"("product_id", "list_code", "currency", "min_quantity", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "warehouse_code_key" ON "warehouse"("code");

-- CreateIndex
CREATE INDEX "warehouse_status_priority_idx" ON "warehouse"("status", "priority");

-- CreateIndex
CREATE UNIQUE INDEX "storage_location_barcode_key" ON "storage_location"("barcode");

-- CreateIndex
CREATE INDEX "storage_location_warehouse_id_pick_sequence_idx" ON "storage_location"("warehouse_id", "pick_sequence");

-- CreateIndex
CREATE UNIQUE INDEX "storage_location_warehouse_id_code_key" ON "storage_location"("warehouse_id", "code");

-- CreateIndex
CREATE INDEX "lot_expires_at_released" ON "lot"("expires_at") WHERE (status = 'RELEASED'::lot_status);

-- CreateIndex
CREATE INDEX "lot_lot_number_idx" ON "lot"("lot_number");

-- CreateIndex
CREATE INDEX "lot_supplier_id_idx" ON "lot"("supplier_id");

-- CreateIndex
CREATE UNIQUE INDEX "lot_product_id_lot_number_key" ON "lot"("product_id", "lot_number");

-- CreateIndex
CREATE INDEX "serial_number_inventory_item_id_idx" ON "serial_number"("inventory_item_id");

-- CreateIndex
CREATE INDEX "serial_number_serial_idx" ON "serial_number"("serial");

-- CreateIndex
CREATE INDEX "serial_number_order_item_id_idx" ON "serial_number"("order_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "serial_number_product_id_serial_key" ON "serial_number"("product_id", "serial");

-- CreateIndex
CREATE INDEX "inventory_item_warehouse_id_product_id_idx" ON "inventory_item"("warehouse_id", "product_id");

-- CreateIndex
CREATE INDEX "inventory_item_warehouse_id_location_product_id_idx" ON "inventory_item"("warehouse_id", "location", "product_id");

-- CreateIndex
CREATE INDEX "inventory_item_lot" ON "inventory_item"("lot_id") WHERE (lot_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "inventory_item_position_key" ON "inventory_item"("product_id", "warehouse_id", "location", "lot_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_movement_reversal_of_seq_key" ON "stock_movement"("reversal_of_seq");

-- CreateIndex
CREATE INDEX "stock_movement_product_id_warehouse_id_seq_idx" ON "stock_movement"("product_id", "warehouse_id", "seq");

-- CreateIndex
CREATE INDEX "stock_movement_inventory_item_id_seq_idx" ON "stock_movement"("inventory_item_id", "seq");

-- CreateIndex
CREATE INDEX "stock_movement_reference" ON "stock_movement"("reference_type", "reference_id") WHERE (reference_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "stock_movement_operation" ON "stock_movement"("operation_id") WHERE (operation_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "stock_movement_cost_layer" ON "stock_movement"("cost_layer_id") WHERE (cost_layer_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "stock_movement_recorded_at_idx" ON "stock_movement" USING BRIN ("recorded_at");

-- CreateIndex
CREATE INDEX "stock_movement_occurred_at_idx" ON "stock_movement" USING BRIN ("occurred_at");

-- CreateIndex
CREATE INDEX "stock_reservation_open_by_item" ON "stock_reservation"("inventory_item_id") WHERE (status = ANY (ARRAY['ACTIVE'::reservation_status, 'PICKED'::reservation_status]));

-- CreateIndex
CREATE INDEX "stock_reservation_reservation_type_reference_id_idx" ON "stock_reservation"("reservation_type", "reference_id");

-- CreateIndex
CREATE INDEX "stock_reservation_order_item_id_idx" ON "stock_reservation"("order_item_id");

-- CreateIndex
CREATE INDEX "stock_reservation_expiring" ON "stock_reservation"("expires_at") WHERE (status = 'ACTIVE'::reservation_status);

-- CreateIndex
CREATE INDEX "reorder_rule_warehouse_id_idx" ON "reorder_rule"("warehouse_id");

-- CreateIndex
CREATE INDEX "reorder_rule_supplier_id_idx" ON "reorder_rule"("supplier_id");

-- CreateIndex
CREATE UNIQUE INDEX "reorder_rule_product_id_warehouse_id_key" ON "reorder_rule"("product_id", "warehouse_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_transfer_transfer_number_key" ON "stock_transfer"("transfer_number");

-- CreateIndex
CREATE INDEX "stock_transfer_status_created_at_idx" ON "stock_transfer"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "stock_transfer_from_warehouse_id_idx" ON "stock_transfer"("from_warehouse_id");

-- CreateIndex
CREATE INDEX "stock_transfer_to_warehouse_id_idx" ON "stock_transfer"("to_warehouse_id");

-- CreateIndex
CREATE INDEX "stock_transfer_item_product_id_idx" ON "stock_transfer_item"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_transfer_item_position_key" ON "stock_transfer_item"("transfer_id", "product_id", "lot_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_count_count_number_key" ON "stock_count"("count_number");

-- CreateIndex
CREATE INDEX "stock_count_warehouse_id_status_idx" ON "stock_count"("warehouse_id", "status");

-- CreateIndex
CREATE INDEX "stock_count_status_created_at_idx" ON "stock_count"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "stock_count_item_inventory_item_id_idx" ON "stock_count_item"("inventory_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_count_item_count_id_inventory_item_id_key" ON "stock_count_item"("count_id", "inventory_item_id");

-- CreateIndex
CREATE INDEX "inspection_plan_product_id_idx" ON "inspection_plan"("product_id");

-- CreateIndex
CREATE INDEX "inspection_plan_category_id_idx" ON "inspection_plan"("category_id");

-- CreateIndex
CREATE INDEX "inspection_plan_trigger_idx" ON "inspection_plan"("trigger");

-- CreateIndex
CREATE UNIQUE INDEX "quality_inspection_inspection_number_key" ON "quality_inspection"("inspection_number");

-- CreateIndex
CREATE INDEX "quality_inspection_source_type_source_id_idx" ON "quality_inspection"("source_type", "source_id");

-- CreateIndex
CREATE INDEX "quality_inspection_status_created_at_idx" ON "quality_inspection"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "quality_inspection_product_id_idx" ON "quality_inspection"("product_id");

-- CreateIndex
CREATE INDEX "quality_inspection_inventory_item_id_idx" ON "quality_inspection"("inventory_item_id");

-- CreateIndex
CREATE INDEX "quality_inspection_lot_id_idx" ON "quality_inspection"("lot_id");

-- CreateIndex
CREATE INDEX "quality_inspection_result_inspection_id_idx" ON "quality_inspection_result"("inspection_id");

-- CreateIndex
CREATE UNIQUE INDEX "non_conformance_ncr_number_key" ON "non_conformance"("ncr_number");

-- CreateIndex
CREATE INDEX "non_conformance_status_created_at_idx" ON "non_conformance"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "non_conformance_supplier_id_idx" ON "non_conformance"("supplier_id");

-- CreateIndex
CREATE INDEX "non_conformance_inspection_id_idx" ON "non_conformance"("inspection_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_code_key" ON "customer"("code");

-- CreateIndex
CREATE INDEX "customer_name_id_idx" ON "customer"("name", "id");

-- CreateIndex
CREATE INDEX "customer_status_name_id_idx" ON "customer"("status", "name", "id");

-- CreateIndex
CREATE INDEX "customer_name_trgm" ON "customer" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "address_customer_id_idx" ON "address"("customer_id");

-- CreateIndex
CREATE INDEX "address_supplier_id_idx" ON "address"("supplier_id");

-- CreateIndex
CREATE INDEX "address_warehouse_id_idx" ON "address"("warehouse_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_order_number_key" ON "order"("order_number");

-- CreateIndex
CREATE INDEX "order_status_created_at_id_idx" ON "order"("status", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "order_created_at_id_idx" ON "order"("created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "order_customer_id_created_at_idx" ON "order"("customer_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "order_created_by_created_at_idx" ON "order"("created_by", "created_at" DESC);

-- CreateIndex
CREATE INDEX "order_promised_at_idx" ON "order"("promised_at");

-- CreateIndex
CREATE INDEX "order_item_product_id_idx" ON "order_item"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_item_order_id_line_no_key" ON "order_item"("order_id", "line_no");

-- CreateIndex
CREATE UNIQUE INDEX "carrier_code_service_code_key" ON "carrier"("code", "service_code");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_shipment_number_key" ON "shipment"("shipment_number");

-- CreateIndex
CREATE INDEX "shipment_status_warehouse_id_created_at_idx" ON "shipment"("status", "warehouse_id", "created_at");

-- CreateIndex
CREATE INDEX "shipment_order_id_idx" ON "shipment"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_carrier_id_tracking_number_key" ON "shipment"("carrier_id", "tracking_number");

-- CreateIndex
CREATE INDEX "shipment_item_shipment_id_idx" ON "shipment_item"("shipment_id");

-- CreateIndex
CREATE INDEX "shipment_item_order_item_id_idx" ON "shipment_item"("order_item_id");

-- CreateIndex
CREATE INDEX "shipment_item_inventory_item_id_idx" ON "shipment_item"("inventory_item_id");

-- CreateIndex
CREATE INDEX "shipment_item_reservation_id_idx" ON "shipment_item"("reservation_id");

-- CreateIndex
CREATE UNIQUE INDEX "return_order_rma_number_key" ON "return_order"("rma_number");

-- CreateIndex
CREATE INDEX "return_order_status_created_at_idx" ON "return_order"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "return_order_order_id_idx" ON "return_order"("order_id");

-- CreateIndex
CREATE INDEX "return_order_customer_id_idx" ON "return_order"("customer_id");

-- CreateIndex
CREATE INDEX "return_item_return_order_id_idx" ON "return_item"("return_order_id");

-- CreateIndex
CREATE INDEX "return_item_order_item_id_idx" ON "return_item"("order_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_code_key" ON "supplier"("code");

-- CreateIndex
CREATE INDEX "supplier_status_name_id_idx" ON "supplier"("status", "name", "id");

-- CreateIndex
CREATE INDEX "supplier_name_id_idx" ON "supplier"("name", "id");

-- CreateIndex
CREATE INDEX "supplier_name_trgm" ON "supplier" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "supplier_product_product_id_idx" ON "supplier_product"("product_id");

-- CreateIndex
CREATE INDEX "supplier_product_supplier_sku_idx" ON "supplier_product"("supplier_sku");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_product_source_key" ON "supplier_product"("supplier_id", "product_id", "product_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_product_preferred_key" ON "supplier_product"("product_id") WHERE (preferred);

-- CreateIndex
CREATE INDEX "purchase_order_status_expected_at_idx" ON "purchase_order"("status", "expected_at");

-- CreateIndex
CREATE INDEX "purchase_order_status_created_at_idx" ON "purchase_order"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "purchase_order_supplier_id_idx" ON "purchase_order"("supplier_id");

-- CreateIndex
CREATE INDEX "purchase_order_warehouse_id_idx" ON "purchase_order"("warehouse_id");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_order_po_number_revision_key" ON "purchase_order"("po_number", "revision");

-- CreateIndex
CREATE INDEX "purchase_order_item_product_id_idx" ON "purchase_order_item"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_order_item_purchase_order_id_line_no_key" ON "purchase_order_item"("purchase_order_id", "line_no");

-- CreateIndex
CREATE UNIQUE INDEX "goods_receipt_receipt_number_key" ON "goods_receipt"("receipt_number");

-- CreateIndex
CREATE INDEX "goods_receipt_status_created_at_idx" ON "goods_receipt"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "goods_receipt_purchase_order_id_idx" ON "goods_receipt"("purchase_order_id");

-- CreateIndex
CREATE INDEX "goods_receipt_warehouse_id_idx" ON "goods_receipt"("warehouse_id");

-- CreateIndex
CREATE UNIQUE INDEX "goods_receipt_delivery_note_key" ON "goods_receipt"("supplier_id", "delivery_note") WHERE (status <> 'REVERSED'::goods_receipt_status);

-- CreateIndex
CREATE INDEX "goods_receipt_item_goods_receipt_id_idx" ON "goods_receipt_item"("goods_receipt_id");

-- CreateIndex
CREATE INDEX "goods_receipt_item_purchase_order_item_id_idx" ON "goods_receipt_item"("purchase_order_item_id");

-- CreateIndex
CREATE INDEX "goods_receipt_item_product_id_idx" ON "goods_receipt_item"("product_id");

-- CreateIndex
CREATE INDEX "invoice_status_due_at_idx" ON "invoice"("status", "due_at");

-- CreateIndex
CREATE INDEX "invoice_order_id_idx" ON "invoice"("order_id");

-- CreateIndex
CREATE INDEX "invoice_purchase_order_id_idx" ON "invoice"("purchase_order_id");

-- CreateIndex
CREATE INDEX "invoice_customer_id_idx" ON "invoice"("customer_id");

-- CreateIndex
CREATE INDEX "invoice_credits_invoice_id_idx" ON "invoice"("credits_invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_kind_series_invoice_number_key" ON "invoice"("kind", "series", "invoice_number");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_supplier_external_number_key" ON "invoice"("supplier_id", "external_number") WHERE (status <> 'VOID'::invoice_status);

-- CreateIndex
CREATE INDEX "invoice_item_order_item_id_idx" ON "invoice_item"("order_item_id");

-- CreateIndex
CREATE INDEX "invoice_item_purchase_order_item_id_idx" ON "invoice_item"("purchase_order_item_id");

-- CreateIndex
CREATE INDEX "invoice_item_receipt_item_id_idx" ON "invoice_item"("receipt_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_item_invoice_id_line_no_key" ON "invoice_item"("invoice_id", "line_no");

-- CreateIndex
CREATE UNIQUE INDEX "payment_external_ref_key" ON "payment"("external_ref");

-- CreateIndex
CREATE INDEX "payment_invoice_id_idx" ON "payment"("invoice_id");

-- CreateIndex
CREATE INDEX "payment_refund_of_id_idx" ON "payment"("refund_of_id");

-- CreateIndex
CREATE INDEX "payment_status_created_at_idx" ON "payment"("status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "cost_layer_open" ON "cost_layer"("product_id", "warehouse_id", "received_at", "seq") WHERE (remaining_quantity > (0)::numeric);

-- CreateIndex
CREATE UNIQUE INDEX "cost_layer_pool_key" ON "cost_layer"("product_id", "warehouse_id", "lot_id", "in_transit") WHERE (pooled);

-- CreateIndex
CREATE UNIQUE INDEX "journal_entry_entry_number_key" ON "journal_entry"("entry_number");

-- CreateIndex
CREATE UNIQUE INDEX "journal_entry_reverses_id_key" ON "journal_entry"("reverses_id");

-- CreateIndex
CREATE INDEX "journal_entry_period_key_idx" ON "journal_entry"("period_key");

-- CreateIndex
CREATE INDEX "journal_entry_operation_id_idx" ON "journal_entry"("operation_id");

-- CreateIndex
CREATE INDEX "journal_entry_reference_type_reference_id_idx" ON "journal_entry"("reference_type", "reference_id");

-- CreateIndex
CREATE INDEX "journal_line_account_code_entry_id_idx" ON "journal_line"("account_code", "entry_id");

-- CreateIndex
CREATE INDEX "journal_line_entry_id_idx" ON "journal_line"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "operation_undo_of_id_key" ON "operation"("undo_of_id");

-- CreateIndex
CREATE INDEX "operation_created_at_id_idx" ON "operation"("created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "operation_entity_created_at_idx" ON "operation"("entity", "created_at");

-- CreateIndex
CREATE INDEX "operation_procedure_created_at_idx" ON "operation"("procedure", "created_at" DESC);

-- CreateIndex
CREATE INDEX "operation_created_by_created_at_idx" ON "operation"("created_by", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "operation_created_by_idempotency_key_key" ON "operation"("created_by", "idempotency_key");

-- CreateIndex
CREATE INDEX "outbox_event_due" ON "outbox_event"("next_attempt_at", "id") WHERE (delivered_at IS NULL) AND (dead_at IS NULL);

-- CreateIndex
CREATE INDEX "outbox_event_operation_id_idx" ON "outbox_event"("operation_id");

-- CreateIndex
CREATE INDEX "outbox_event_delivered" ON "outbox_event"("delivered_at") WHERE (delivered_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "user_display_name_idx" ON "user"("display_name");

-- CreateIndex
CREATE INDEX "import_job_created_at_id_idx" ON "import_job"("created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "import_job_status_idx" ON "import_job"("status");

-- CreateIndex
CREATE INDEX "import_job_file_sha256_idx" ON "import_job"("file_sha256");

-- CreateIndex
CREATE INDEX "import_row_error_job_id_line_idx" ON "import_row_error"("job_id", "line");

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_base_uom_id_fkey" FOREIGN KEY ("base_uom_id") REFERENCES "unit_of_measure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_unit" ADD CONSTRAINT "product_unit_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_unit" ADD CONSTRAINT "product_unit_uom_id_fkey" FOREIGN KEY ("uom_id") REFERENCES "unit_of_measure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_component" ADD CONSTRAINT "product_component_kit_product_id_fkey" FOREIGN KEY ("kit_product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_component" ADD CONSTRAINT "product_component_component_product_id_fkey" FOREIGN KEY ("component_product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_price" ADD CONSTRAINT "product_price_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warehouse" ADD CONSTRAINT "warehouse_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storage_location" ADD CONSTRAINT "storage_location_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lot" ADD CONSTRAINT "lot_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lot" ADD CONSTRAINT "lot_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "serial_number" ADD CONSTRAINT "serial_number_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "serial_number" ADD CONSTRAINT "serial_number_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "serial_number" ADD CONSTRAINT "serial_number_inventory_item_id_fkey" FOREIGN KEY ("inventory_item_id") REFERENCES "inventory_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "serial_number" ADD CONSTRAINT "serial_number_order_item_id_fkey" FOREIGN KEY ("order_item_id") REFERENCES "order_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_item" ADD CONSTRAINT "inventory_item_warehouse_id_location_fkey" FOREIGN KEY ("warehouse_id", "location") REFERENCES "storage_location"("warehouse_id", "code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_item" ADD CONSTRAINT "inventory_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_item" ADD CONSTRAINT "inventory_item_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_item" ADD CONSTRAINT "inventory_item_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_inventory_item_id_fkey" FOREIGN KEY ("inventory_item_id") REFERENCES "inventory_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_serial_id_fkey" FOREIGN KEY ("serial_id") REFERENCES "serial_number"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_reversal_of_seq_fkey" FOREIGN KEY ("reversal_of_seq") REFERENCES "stock_movement"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_inventory_item_id_fkey" FOREIGN KEY ("inventory_item_id") REFERENCES "inventory_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_order_item_id_fkey" FOREIGN KEY ("order_item_id") REFERENCES "order_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reorder_rule" ADD CONSTRAINT "reorder_rule_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reorder_rule" ADD CONSTRAINT "reorder_rule_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reorder_rule" ADD CONSTRAINT "reorder_rule_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_transfer" ADD CONSTRAINT "stock_transfer_from_warehouse_id_fkey" FOREIGN KEY ("from_warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_transfer" ADD CONSTRAINT "stock_transfer_to_warehouse_id_fkey" FOREIGN KEY ("to_warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_transfer_item" ADD CONSTRAINT "stock_transfer_item_transfer_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "stock_transfer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_transfer_item" ADD CONSTRAINT "stock_transfer_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_transfer_item" ADD CONSTRAINT "stock_transfer_item_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_count" ADD CONSTRAINT "stock_count_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_count_item" ADD CONSTRAINT "stock_count_item_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "stock_count"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_count_item" ADD CONSTRAINT "stock_count_item_inventory_item_id_fkey" FOREIGN KEY ("inventory_item_id") REFERENCES "inventory_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_plan" ADD CONSTRAINT "inspection_plan_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_plan" ADD CONSTRAINT "inspection_plan_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_inspection" ADD CONSTRAINT "quality_inspection_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "inspection_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_inspection" ADD CONSTRAINT "quality_inspection_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_inspection" ADD CONSTRAINT "quality_inspection_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_inspection" ADD CONSTRAINT "quality_inspection_inventory_item_id_fkey" FOREIGN KEY ("inventory_item_id") REFERENCES "inventory_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_inspection" ADD CONSTRAINT "quality_inspection_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_inspection_result" ADD CONSTRAINT "quality_inspection_result_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "quality_inspection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "non_conformance" ADD CONSTRAINT "non_conformance_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "quality_inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "non_conformance" ADD CONSTRAINT "non_conformance_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "non_conformance" ADD CONSTRAINT "non_conformance_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "non_conformance" ADD CONSTRAINT "non_conformance_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_uom_id_fkey" FOREIGN KEY ("uom_id") REFERENCES "unit_of_measure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_item" ADD CONSTRAINT "shipment_item_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_item" ADD CONSTRAINT "shipment_item_order_item_id_fkey" FOREIGN KEY ("order_item_id") REFERENCES "order_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_item" ADD CONSTRAINT "shipment_item_inventory_item_id_fkey" FOREIGN KEY ("inventory_item_id") REFERENCES "inventory_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_item" ADD CONSTRAINT "shipment_item_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_item" ADD CONSTRAINT "shipment_item_reservation_id_fkey" FOREIGN KEY ("reservation_id") REFERENCES "stock_reservation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_order" ADD CONSTRAINT "return_order_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_order" ADD CONSTRAINT "return_order_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_order" ADD CONSTRAINT "return_order_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_item" ADD CONSTRAINT "return_item_return_order_id_fkey" FOREIGN KEY ("return_order_id") REFERENCES "return_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_item" ADD CONSTRAINT "return_item_order_item_id_fkey" FOREIGN KEY ("order_item_id") REFERENCES "order_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_item" ADD CONSTRAINT "return_item_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_product" ADD CONSTRAINT "supplier_product_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_product" ADD CONSTRAINT "supplier_product_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_product" ADD CONSTRAINT "supplier_product_product_unit_id_fkey" FOREIGN KEY ("product_unit_id") REFERENCES "product_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_item" ADD CONSTRAINT "purchase_order_item_purchase_order_id_fkey" FOREIGN KEY ("purchase_order_id") REFERENCES "purchase_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_item" ADD CONSTRAINT "purchase_order_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_item" ADD CONSTRAINT "purchase_order_item_product_unit_id_fkey" FOREIGN KEY ("product_unit_id") REFERENCES "product_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_receipt" ADD CONSTRAINT "goods_receipt_purchase_order_id_fkey" FOREIGN KEY ("purchase_order_id") REFERENCES "purchase_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_receipt" ADD CONSTRAINT "goods_receipt_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_receipt" ADD CONSTRAINT "goods_receipt_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_receipt_item" ADD CONSTRAINT "goods_receipt_item_goods_receipt_id_fkey" FOREIGN KEY ("goods_receipt_id") REFERENCES "goods_receipt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_receipt_item" ADD CONSTRAINT "goods_receipt_item_purchase_order_item_id_fkey" FOREIGN KEY ("purchase_order_item_id") REFERENCES "purchase_order_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_receipt_item" ADD CONSTRAINT "goods_receipt_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_receipt_item" ADD CONSTRAINT "goods_receipt_item_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_purchase_order_id_fkey" FOREIGN KEY ("purchase_order_id") REFERENCES "purchase_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_return_order_id_fkey" FOREIGN KEY ("return_order_id") REFERENCES "return_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_credits_invoice_id_fkey" FOREIGN KEY ("credits_invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_item" ADD CONSTRAINT "invoice_item_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_item" ADD CONSTRAINT "invoice_item_order_item_id_fkey" FOREIGN KEY ("order_item_id") REFERENCES "order_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_item" ADD CONSTRAINT "invoice_item_purchase_order_item_id_fkey" FOREIGN KEY ("purchase_order_item_id") REFERENCES "purchase_order_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_item" ADD CONSTRAINT "invoice_item_receipt_item_id_fkey" FOREIGN KEY ("receipt_item_id") REFERENCES "goods_receipt_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_item" ADD CONSTRAINT "invoice_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_refund_of_id_fkey" FOREIGN KEY ("refund_of_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "journal_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_line" ADD CONSTRAINT "journal_line_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "journal_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_line" ADD CONSTRAINT "journal_line_account_code_fkey" FOREIGN KEY ("account_code") REFERENCES "account"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_line" ADD CONSTRAINT "journal_line_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_line" ADD CONSTRAINT "journal_line_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_undo_of_id_fkey" FOREIGN KEY ("undo_of_id") REFERENCES "operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_event" ADD CONSTRAINT "outbox_event_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row_error" ADD CONSTRAINT "import_row_error_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "import_job"("id") ON DELETE CASCADE ON UPDATE CASCADE;


