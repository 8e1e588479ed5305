import type { ApiHost, Context, SessionActor } from "@invista/api/kit/context";
import { createCaller } from "@invista/api/root";
import { listAuditInput } from "@invista/contracts/audit/audit";
import { csvLine } from "@invista/contracts/csv";
import { listCustomersInput } from "@invista/contracts/customer/customer";
import { refuse } from "@invista/contracts/errors";
import { listOrdersInput } from "@invista/contracts/order/read-order";
import { listLotsInput } from "@invista/contracts/lot/lot";
import { listOperationsInput } from "@invista/contracts/operation/operation";
import { MAX_PAGE } from "@invista/contracts/page";
import { listProductsInput } from "@invista/contracts/product/read-product";
import { listStockAsOfInput } from "@invista/contracts/stock/as-of";
import { listMovementsInput, listStockInput } from "@invista/contracts/stock/list-stock";
import { exportAudit, exportHead } from "@invista/domain/system";
import { listTransfersInput } from "@invista/contracts/transfer/transfer";
import type { FastifyInstance } from "fastify";
import { Readable } from "node:stream";
import { z } from "zod";
import { contextOf } from "./mount-trpc.ts";
import { sendError } from "./send-error.ts";

const filters = z.record(z.string(), z.string().max(500));

type Caller = ReturnType<typeof createCaller>;
interface Page {
  rows: readonly object[];
  nextCursor: string | null;
}

interface Export {
  permission: "product:export" | "stock:export" | "order:export" | "customer:export" | "audit:export";
  columns: readonly string[];
  page(caller: Caller, input: Record<string, unknown>): Promise<Page>;
}

const EXPORTS: Record<string, Export> = {
  products: {
    permission: "product:export",
    columns: [
      "sku",
      "name",
      "status",
      "categoryName",
      "unitCode",
      "barcode",
      "price",
      "currency",
      "onHand",
      "reserved",
      "available",
      "updatedAt",
    ],
    page: (caller, input) => caller.product.list(listProductsInput.parse(input)),
  },
  stock: {
    permission: "stock:export",
    columns: [
      "sku",
      "name",
      "warehouseCode",
      "unitCode",
      "onHand",
      "reserved",
      "held",
      "available",
      "incoming",
      "projected",
      "daysOfCover",
      "minQuantity",
      "maxQuantity",
      "value",
      "state",
    ],
    page: (caller, input) => caller.stock.list(listStockInput.parse(input)),
  },
  "stock-as-of": {
    permission: "stock:export",
    columns: ["sku", "name", "warehouseCode", "unitCode", "onHand", "inTransit", "value", "onHandNow", "since"],
    page: (caller, input) => caller.stock.listAsOf(listStockAsOfInput.parse(input)),
  },
  movements: {
    permission: "stock:export",
    columns: [
      "seq",
      "recordedAt",
      "type",
      "sku",
      "name",
      "warehouseCode",
      "location",
      "quantity",
      "balanceAfter",
      "value",
      "reasonCode",
      "referenceType",
      "referenceId",
      "createdByName",
    ],
    page: (caller, input) => caller.stock.movements(listMovementsInput.parse(input)),
  },
  transfers: {
    permission: "stock:export",
    columns: [
      "transferNumber",
      "status",
      "fromCode",
      "toCode",
      "lines",
      "underWay",
      "expectedAt",
      "dispatchedAt",
      "createdAt",
      "createdByName",
    ],
    page: (caller, input) => caller.transfer.list(listTransfersInput.parse(input)),
  },
  lots: {
    permission: "stock:export",
    columns: ["lotNumber", "sku", "name", "status", "manufacturedAt", "expiresAt", "daysLeft", "onHand", "reserved"],
    page: (caller, input) => caller.lot.list(listLotsInput.parse(input)),
  },
  operations: {
    permission: "stock:export",
    columns: ["createdAt", "procedure", "entity", "status", "movements", "createdByName", "undoneAt", "id", "undoOfId"],
    page: (caller, input) => caller.operation.list(listOperationsInput.parse(input)),
  },
  orders: {
    permission: "order:export",
    columns: [
      "orderNumber",
      "status",
      "customerName",
      "currency",
      "total",
      "lines",
      "ordered",
      "reserved",
      "shipped",
      "requestedAt",
      "createdAt",
      "createdByName",
    ],
    page: (caller, input) => caller.order.list(listOrdersInput.parse(input)),
  },
  customers: {
    permission: "customer:export",
    columns: ["code", "name", "email", "status", "currency", "creditLimit", "openOrders", "openValue"],
    page: (caller, input) => caller.customer.list(listCustomersInput.parse(input)),
  },
  audit: {
    permission: "audit:export",
    columns: [
      "seq",
      "at",
      "userName",
      "action",
      "resource",
      "resourceId",
      "oldValues",
      "newValues",
      "operationId",
      "hash",
    ],
    page: (caller, input) => caller.audit.list(listAuditInput.parse(input)),
  },
};

/** Who exports; refuses whoever lacks the permission, as a procedure would. */
async function requireExport(
  host: ApiHost,
  context: Context,
  name: string,
  permission: Export["permission"],
): Promise<SessionActor> {
  const actor = await host.authenticate(context.authorization, {
    fresh: false,
    intent: "read",
    procedure: `export.${name}`,
    ip: context.ip,
    userAgent: context.userAgent,
  });
  if (actor.permissions.has(permission)) return actor;
  host.denied({
    userId: actor.userId,
    procedure: `export.${name}`,
    permission,
    rule: "permission.missing",
    ip: context.ip,
    apiKeyId: actor.apiKeyId,
    sessionId: actor.sessionId,
  });
  throw refuse("FORBIDDEN", "permission.missing", { permission });
}

/** Mounts /api/v1/export/audit.jsonl: the filtered audit trail with all that its hashes are made of, for `scripts/audit-verify-file.mjs`. */
function mountEvidence(app: FastifyInstance, host: ApiHost): void {
  app.get("/api/v1/export/audit.jsonl", async (request, reply) => {
    try {
      const actor = await requireExport(host, contextOf(host, request), "audit", "audit:export");
      const input = listAuditInput.omit({ cursor: true, limit: true }).parse(filters.parse(request.query));
      const entries = exportAudit(host.supabase, input, actor.scopeOf("audit:export"));
      const first = await entries.next();
      void reply
        .header("content-disposition", 'attachment; filename="audit.jsonl"')
        .header("cache-control", "no-store")
        .type("application/jsonl; charset=utf-8");
      return await reply.send(Readable.from(evidence(first, entries)));
    } catch (error) {
      sendError(request, reply, error);
      return reply;
    }
  });
}

async function* evidence(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield exportHead();
  if (!first.done) yield first.value;
  yield* rest;
}

/** Mounts /api/v1/export/<list>.csv: the filtered list, streamed page by page with the caller's own rights. */
export function mountExports(app: FastifyInstance, host: ApiHost): void {
  mountEvidence(app, host);
  for (const [name, what] of Object.entries(EXPORTS)) {
    app.get(`/api/v1/export/${name}.csv`, async (request, reply) => {
      try {
        const context = contextOf(host, request);
        await requireExport(host, context, name, what.permission);
        const input = { ...filters.parse(request.query), limit: MAX_PAGE };
        const caller = createCaller(context);
        const first = await what.page(caller, input);
        void reply
          .header("content-disposition", `attachment; filename="${name}.csv"`)
          .header("cache-control", "no-store")
          .type("text/csv; charset=utf-8");
        return await reply.send(Readable.from(lines(what, caller, input, first)));
      } catch (error) {
        sendError(request, reply, error);
        return reply;
      }
    });
  }
}

async function* lines(
  what: Export,
  caller: Caller,
  input: Record<string, unknown>,
  first: Page,
): AsyncGenerator<string> {
  yield csvLine(what.columns);
  for (let page = first; ; page = await what.page(caller, { ...input, cursor: page.nextCursor })) {
    yield page.rows.map((row) => csvLine(what.columns.map((column) => Reflect.get(row, column)))).join("");
    if (page.nextCursor === null) return;
  }
}
