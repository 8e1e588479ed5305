import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import {
  checkInvariantsInput,
  checkInvariantsOutput,
  dashboardView,
  getDashboardInput,
} from "@invista/contracts/dashboard/dashboard";
import { checkInvariants, getDashboard } from "@invista/domain/reporting";
import { query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const dashboardRouter = router({
  get: query("dashboard:read", "GET /dashboard", "Today: what waits, stock value and the last movements")
    .input(getDashboardInput)
    .output(dashboardView)
    .query(({ ctx, input }) =>
      getDashboard(ctx.read, input, (ctx.host.settings ?? DEFAULT_SETTINGS).get("general.currency")),
    ),
  invariants: query("dashboard:read", "GET /invariants", "Whether ledger, stock, reservations and cost layers agree")
    .input(checkInvariantsInput)
    .output(checkInvariantsOutput)
    .query(({ ctx }) => checkInvariants(ctx.read)),
});
