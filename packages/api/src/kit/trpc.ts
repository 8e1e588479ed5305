import type { Permission } from "@invista/contracts/permissions";
import { initTRPC } from "@trpc/server";
import type { OpenApiMeta } from "trpc-to-openapi";
import type { Context } from "./context.ts";
import { errorBody } from "./errors.ts";
import { requestScope } from "./request-scope.ts";

export type Access = { access: "open"; reason: string } | { access: "query" | "command"; permission: Permission };
export type Meta = Access & OpenApiMeta;

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    defaultMeta: { access: "open", reason: "" },
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter: ({ shape, error, ctx }) => ({
      code: shape.code,
      message: shape.message,
      data: {
        httpStatus: shape.data.httpStatus,
        path: shape.data.path ?? null,
        ...errorBody(error, ctx?.requestId ?? requestScope.getStore() ?? ""),
      },
    }),
  });

export const { router, procedure, createCallerFactory } = t;
