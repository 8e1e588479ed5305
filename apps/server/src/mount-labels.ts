import type { ApiHost } from "@invista/api/kit/context";
import { createCaller } from "@invista/api/root";
import { refuse } from "@invista/contracts/errors";
import { labelsInput, type LabelsInput } from "@invista/contracts/label/label";
import { MAX_PAGE } from "@invista/contracts/page";
import type { Permission } from "@invista/contracts/permissions";
import { readLabels } from "@invista/domain/labels";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { countSheet } from "./count-sheet.ts";
import { labelsZpl } from "./label-zpl.ts";
import { contextOf } from "./mount-trpc.ts";
import { requirePermission } from "./require-permission.ts";
import { sendError } from "./send-error.ts";

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

/** Mounts labels as PDF and ZPL, and the sheet of a count as PDF, with the caller's own rights. */
export function mountLabels(app: FastifyInstance, host: ApiHost): void {
  for (const extension of ["pdf", "zpl"] as const)
    app.get(`/api/v1/labels.${extension}`, (request, reply) =>
      answered(request, reply, async () => {
        const context = contextOf(host, request);
        const input = labelsInput.parse(request.query);
        if (input.ids.length * input.copies > MOST) throw refuse("INVALID", "label.tooMany", { max: MOST });
        const actor = await requirePermission(host, context, `labels.${extension}`, PERMISSIONS[input.kind]);
        const labels = await readLabels({ db: host.neon, actor, now: host.now() }, input);
        return extension === "pdf"
          ? { type: "application/pdf", name: "labels.pdf", body: await (await drawing()).labelsPdf(labels, input) }
          : { type: "application/zpl; charset=utf-8", name: "labels.zpl", body: labelsZpl(labels, input) };
      }),
    );
  app.get("/api/v1/counts/:id/sheet.pdf", (request, reply) =>
    answered(request, reply, async () => {
      const { id } = z.object({ id: z.string().min(1).max(64) }).parse(request.params);
      const caller = createCaller(contextOf(host, request));
      const view = await caller.count.get({ id });
      const lines = [];
      for (let cursor: string | undefined; ;) {
        const page = await caller.count.lines({ id, limit: MAX_PAGE, cursor });
        lines.push(...page.rows);
        if (lines.length > MOST_LINES) throw refuse("INVALID", "label.tooMany", { max: MOST_LINES });
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      const name = `${view.count.countNumber}.pdf`;
      const { makePdf } = await drawing();
      return { type: "application/pdf", name, body: await makePdf(countSheet(view, lines)) };
    }),
  );
}

async function answered(
  request: FastifyRequest,
  reply: FastifyReply,
  make: () => Promise<{ type: string; name: string; body: Buffer | string }>,
): Promise<FastifyReply> {
  try {
    const { type, name, body } = await make();
    return await reply
      .header("content-disposition", `attachment; filename="${name}"`)
      .header("cache-control", "no-store")
      .type(type)
      .send(body);
  } catch (error) {
    sendError(request, reply, error);
    return reply;
  }
}
