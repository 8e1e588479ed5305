import type { ApiHost } from "@invista/api/kit/context";
import { createCaller } from "@invista/api/root";
import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { countSheetsInput, getCountInput } from "@invista/contracts/count/read-count";
import { refuse } from "@invista/contracts/errors";
import { labelsInput, type LabelsInput } from "@invista/contracts/label/label";
import { MAX_PAGE } from "@invista/contracts/page";
import { getInvoiceInput } from "@invista/contracts/invoice/read-invoice";
import type { Permission } from "@invista/contracts/permissions";
import { getShipmentInput, pickRouteInput } from "@invista/contracts/shipment/read-shipment";
import { readLabels } from "@invista/domain/labels";
import type { FastifyInstance, FastifyReply } from "fastify";
import { invoicePaper } from "./invoice-paper.ts";
import { countSheets, type CountSheet } from "./count-sheet.ts";
import type { Caller } from "./export-list.ts";
import { labelsZpl } from "./label-zpl.ts";
import { contextOf } from "./mount-trpc.ts";
import { packingSlip, pickSheet } from "./pick-sheet.ts";
import { requirePermission } from "./require-permission.ts";

const PERMISSIONS: Record<LabelsInput["kind"], Permission> = {
  PRODUCT: "product:read",
  BIN: "warehouse:read",
  LOT: "lot:read",
  SERIAL: "serial:read",
};
/** What draws papers takes 35 MB of memory: loaded by the first who asks for one. */
const drawing = () => import("./label-pdf.ts");
/** A file is made in memory: so many labels at most. */
const MOST = 1_000;
const MOST_LINES = 2_000;

/** Mounts labels as PDF and ZPL, and the papers of counts and shipments as PDF, with the caller's own rights. */
export function mountLabels(app: FastifyInstance, host: ApiHost): void {
  for (const extension of ["pdf", "zpl"] as const)
    app.get(`/api/v1/labels.${extension}`, async (request, reply) => {
      const context = contextOf(host, request);
      const input = labelsInput.parse(request.query);
      if (input.ids.length * input.copies > MOST) throw refuse("INVALID", "label.tooMany", { max: MOST });
      const actor = await requirePermission(host, context, `labels.${extension}`, PERMISSIONS[input.kind]);
      const labels = await readLabels({ db: host.neon, actor, now: host.now() }, input);
      return extension === "pdf"
        ? attach(reply, "application/pdf", "labels.pdf", await (await drawing()).labelsPdf(labels, input))
        : attach(reply, "application/zpl; charset=utf-8", "labels.zpl", labelsZpl(labels, input));
    });
  app.get("/api/v1/counts/:id/sheet.pdf", async (request, reply) => {
    const { id } = getCountInput.parse(request.params);
    const sheets = await readSheets(createCaller(contextOf(host, request)), [id]);
    const { makePdf } = await drawing();
    const name = sheets[0]?.view.count.countNumber ?? "count";
    return attach(reply, "application/pdf", `${name}.pdf`, await makePdf(countSheets(sheets)));
  });
  app.get("/api/v1/count-sheets.pdf", async (request, reply) => {
    const { ids } = countSheetsInput.parse(request.query);
    const sheets = await readSheets(createCaller(contextOf(host, request)), ids);
    const { makePdf } = await drawing();
    return attach(reply, "application/pdf", "count-sheets.pdf", await makePdf(countSheets(sheets)));
  });
  app.get("/api/v1/pick-sheet.pdf", async (request, reply) => {
    const route = await createCaller(contextOf(host, request)).shipment.route(pickRouteInput.parse(request.query));
    const { makePdf } = await drawing();
    return attach(reply, "application/pdf", `${route.number}.pdf`, await makePdf(pickSheet(route)));
  });
  app.get("/api/v1/invoices/:id.pdf", async (request, reply) => {
    const view = await createCaller(contextOf(host, request)).invoice.get(getInvoiceInput.parse(request.params));
    const number = view.invoice.invoiceNumber;
    if (number === null) throw refuse("RULE_BROKEN", "invoice.noPaper");
    const { makePdf } = await drawing();
    const seller = (host.settings ?? DEFAULT_SETTINGS).get("general.company_name");
    return attach(reply, "application/pdf", `${number}.pdf`, await makePdf(invoicePaper(view, seller)));
  });
  app.get("/api/v1/shipments/:id/packing-slip.pdf", async (request, reply) => {
    const view = await createCaller(contextOf(host, request)).shipment.get(getShipmentInput.parse(request.params));
    const { makePdf } = await drawing();
    return attach(reply, "application/pdf", `${view.shipment.shipmentNumber}.pdf`, await makePdf(packingSlip(view)));
  });
}

/** The counts with all of their lines; together so many lines as fit in memory. */
async function readSheets(caller: Caller, ids: readonly string[]): Promise<CountSheet[]> {
  const sheets: CountSheet[] = [];
  let left = MOST_LINES;
  for (const id of ids) {
    const view = await caller.count.get({ id });
    const lines = [];
    for (let cursor: string | undefined; ;) {
      const page = await caller.count.lines({ id, limit: MAX_PAGE, cursor });
      lines.push(...page.rows);
      if (lines.length > left) throw refuse("INVALID", "label.tooMany", { max: MOST_LINES });
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    left -= lines.length;
    sheets.push({ view, lines });
  }
  return sheets;
}

function attach(reply: FastifyReply, type: string, name: string, body: Buffer | string): FastifyReply {
  return reply
    .header("content-disposition", `attachment; filename="${name}"`)
    .header("cache-control", "no-store")
    .type(type)
    .send(body);
}
