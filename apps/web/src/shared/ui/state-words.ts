import type { CountStatus } from "@invista/contracts/count/count";
import type { LineState } from "@invista/contracts/count/read-count";
import type { LotStatus } from "@invista/contracts/lot/trace";
import type { InspectionStatus } from "@invista/contracts/quality/inspection";
import type { NcrStatus } from "@invista/contracts/quality/ncr";
import type { InvoiceStatus } from "@invista/contracts/invoice/invoice";
import type { FulfilmentStatus, PaymentState } from "@invista/contracts/order/read-order";
import type { OrderStatus } from "@invista/contracts/order/order";
import type { ImportStatus } from "@invista/contracts/import/import";
import type { ProductStatus } from "@invista/contracts/product/product";
import type { Disposition, ReturnStatus } from "@invista/contracts/returns/returns";
import type { SerialStatus } from "@invista/contracts/serial/serial";
import type { ShipmentStatus } from "@invista/contracts/shipment/shipment";
import type { StockState } from "@invista/contracts/stock/list-stock";
import type { InvitationState } from "@invista/contracts/invitation/invitation";
import type { UserStatus } from "@invista/contracts/user/user";
import type { TransferStatus } from "@invista/contracts/transfer/transfer";
import type { Tone } from "./status-chip.tsx";

type Words<State extends string> = Record<State, { readonly word: string; readonly tone: Tone }>;

/** The fixed word and tone of every state, the same on all screens. */
export const STOCK_WORDS: Words<StockState> = {
  ENOUGH: { word: "Enough", tone: "good" },
  BELOW_MINIMUM: { word: "Below minimum", tone: "danger" },
  ALL_RESERVED: { word: "All reserved", tone: "warning" },
  OUT: { word: "Out of stock", tone: "danger" },
};

export const PRODUCT_WORDS: Words<ProductStatus> = {
  DRAFT: { word: "Draft", tone: "neutral" },
  ACTIVE: { word: "Active", tone: "good" },
  ARCHIVED: { word: "Archived", tone: "neutral" },
};

export const ORDER_WORDS: Words<OrderStatus> = {
  DRAFT: { word: "Draft", tone: "neutral" },
  PENDING: { word: "To confirm", tone: "warning" },
  CONFIRMED: { word: "Confirmed", tone: "info" },
  PROCESSING: { word: "In progress", tone: "info" },
  ON_HOLD: { word: "On hold", tone: "warning" },
  COMPLETED: { word: "Completed", tone: "good" },
  CANCELLED: { word: "Cancelled", tone: "neutral" },
};

export const FULFILMENT_WORDS: Record<FulfilmentStatus, string> = {
  UNFULFILLED: "Nothing left",
  PARTIAL: "Left in part",
  FULFILLED: "All left",
  RETURNED_PARTIAL: "Returned in part",
  RETURNED: "Returned",
};

export const PAYMENT_WORDS: Words<PaymentState> = {
  UNPAID: { word: "Unpaid", tone: "neutral" },
  PARTIAL: { word: "Paid in part", tone: "warning" },
  PAID: { word: "Paid", tone: "good" },
  REFUNDED_PARTIAL: { word: "Refunded in part", tone: "info" },
  REFUNDED: { word: "Refunded", tone: "info" },
};

export const RETURN_WORDS: Words<ReturnStatus> = {
  REQUESTED: { word: "Asked for", tone: "warning" },
  APPROVED: { word: "Approved", tone: "info" },
  IN_TRANSIT: { word: "On its way", tone: "info" },
  RECEIVED: { word: "To decide", tone: "warning" },
  INSPECTED: { word: "Decided", tone: "info" },
  CLOSED: { word: "Closed", tone: "good" },
  REJECTED: { word: "Rejected", tone: "danger" },
  CANCELLED: { word: "Cancelled", tone: "neutral" },
};

export const DISPOSITION_WORDS: Record<Disposition, string> = {
  RESTOCK: "Restock",
  QUARANTINE: "Keep in quarantine",
  REPAIR: "Repair",
  REPLACE: "Replace",
  SCRAP: "Scrap",
  RETURN_TO_CUSTOMER: "Back to the customer",
};

export const INVOICE_WORDS: Words<InvoiceStatus> = {
  DRAFT: { word: "Draft", tone: "neutral" },
  ISSUED: { word: "Open", tone: "info" },
  PARTIALLY_PAID: { word: "Paid in part", tone: "warning" },
  PAID: { word: "Settled", tone: "good" },
  VOID: { word: "Void", tone: "neutral" },
};

export const CUSTOMER_WORDS: Words<"ACTIVE" | "INACTIVE" | "BLOCKED" | "ARCHIVED"> = {
  ACTIVE: { word: "Active", tone: "good" },
  INACTIVE: { word: "Inactive", tone: "neutral" },
  BLOCKED: { word: "Blocked", tone: "danger" },
  ARCHIVED: { word: "Archived", tone: "neutral" },
};

export const WAREHOUSE_WORDS: Words<"ACTIVE" | "INACTIVE"> = {
  ACTIVE: { word: "Active", tone: "good" },
  INACTIVE: { word: "Inactive", tone: "neutral" },
};

export const IMPORT_WORDS: Words<ImportStatus> = {
  UPLOADED: { word: "Uploaded", tone: "neutral" },
  CHECKING: { word: "Checking", tone: "info" },
  NEEDS_MAPPING: { word: "Needs mapping", tone: "warning" },
  CHECKED: { word: "Checked", tone: "info" },
  COMMITTING: { word: "Importing", tone: "info" },
  DONE: { word: "Done", tone: "good" },
  FAILED: { word: "Failed", tone: "danger" },
  CANCELLED: { word: "Cancelled", tone: "neutral" },
  UNDOING: { word: "Undoing", tone: "info" },
  UNDONE: { word: "Undone", tone: "warning" },
};

export const USER_WORDS: Words<UserStatus> = {
  INVITED: { word: "Invited", tone: "info" },
  ACTIVE: { word: "Active", tone: "good" },
  SUSPENDED: { word: "Suspended", tone: "warning" },
  DELETED: { word: "Removed", tone: "neutral" },
};

export const INVITATION_WORDS: Words<InvitationState> = {
  OPEN: { word: "Open", tone: "info" },
  EXPIRED: { word: "Expired", tone: "warning" },
  ACCEPTED: { word: "Accepted", tone: "good" },
  REVOKED: { word: "Taken back", tone: "neutral" },
};

export const TRANSFER_WORDS: Words<TransferStatus> = {
  DRAFT: { word: "Draft", tone: "neutral" },
  APPROVED: { word: "Approved", tone: "info" },
  PICKING: { word: "Picking", tone: "info" },
  IN_TRANSIT: { word: "In transit", tone: "warning" },
  PARTIALLY_RECEIVED: { word: "Partly received", tone: "warning" },
  RECEIVED: { word: "Received", tone: "good" },
  CANCELLED: { word: "Cancelled", tone: "neutral" },
};

export const SHIPMENT_WORDS: Words<ShipmentStatus> = {
  DRAFT: { word: "To pick", tone: "neutral" },
  PICKING: { word: "Picking", tone: "info" },
  PACKED: { word: "Packed", tone: "info" },
  SHIPPED: { word: "Shipped", tone: "good" },
  IN_TRANSIT: { word: "In transit", tone: "info" },
  DELIVERED: { word: "Delivered", tone: "good" },
  CANCELLED: { word: "Cancelled", tone: "neutral" },
  LOST: { word: "Lost", tone: "danger" },
  REFUSED: { word: "Refused", tone: "danger" },
};

export const LOT_WORDS: Words<LotStatus> = {
  RELEASED: { word: "Released", tone: "good" },
  HOLD: { word: "On hold", tone: "warning" },
  QUARANTINE: { word: "In quarantine", tone: "warning" },
  RECALLED: { word: "Recalled", tone: "danger" },
  EXPIRED: { word: "Expired", tone: "danger" },
};

export const COUNT_WORDS: Words<CountStatus> = {
  PLANNED: { word: "Planned", tone: "neutral" },
  COUNTING: { word: "Counting", tone: "info" },
  COUNTED: { word: "Counted", tone: "info" },
  RECOUNT: { word: "Count again", tone: "warning" },
  IN_REVIEW: { word: "In review", tone: "warning" },
  APPROVED: { word: "Posted", tone: "good" },
  CANCELLED: { word: "Cancelled", tone: "neutral" },
};

export const COUNT_LINE_WORDS: Words<LineState> = {
  TO_COUNT: { word: "To count", tone: "neutral" },
  COUNTED: { word: "Counted", tone: "info" },
  TO_RECOUNT: { word: "Count again", tone: "warning" },
  AGREES: { word: "Agrees", tone: "good" },
  TO_RESOLVE: { word: "Cause missing", tone: "danger" },
  RESOLVED: { word: "Explained", tone: "info" },
};

export const INSPECTION_WORDS: Words<InspectionStatus> = {
  PENDING: { word: "Waiting", tone: "warning" },
  IN_PROGRESS: { word: "Under way", tone: "info" },
  PASSED: { word: "Passed", tone: "good" },
  FAILED: { word: "Failed", tone: "danger" },
  PARTIAL: { word: "Passed in part", tone: "warning" },
  WAIVED: { word: "Waived", tone: "neutral" },
  CLOSED: { word: "Closed", tone: "neutral" },
};

export const SERIAL_WORDS: Words<SerialStatus> = {
  IN_STOCK: { word: "In stock", tone: "good" },
  RESERVED: { word: "Reserved", tone: "info" },
  SHIPPED: { word: "Shipped", tone: "neutral" },
  RETURNED: { word: "Not in stock", tone: "neutral" },
  SCRAPPED: { word: "Gone", tone: "danger" },
};

export const NCR_WORDS: Words<NcrStatus> = {
  OPEN: { word: "Open", tone: "danger" },
  CONTAINED: { word: "Contained", tone: "warning" },
  ROOT_CAUSE: { word: "Cause known", tone: "warning" },
  CORRECTED: { word: "Corrected", tone: "info" },
  VERIFIED: { word: "Verified", tone: "info" },
  CLOSED: { word: "Closed", tone: "neutral" },
};
