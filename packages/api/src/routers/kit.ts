import {
  buildKitInput,
  kitOutput,
  kitPlan,
  planKitInput,
  planUnbuildInput,
  unbuildKitInput,
  unbuildPlan,
} from "@invista/contracts/kit/kit";
import { buildKit, planKit, planUnbuild, unbuildKit } from "@invista/domain/kits";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const kitRouter = router({
  plan: query("stock:adjust", "GET /kits/{productId}/plan", "What building kits would take, and what is missing")
    .input(planKitInput)
    .output(kitPlan)
    .query(({ ctx, input }) => planKit(ctx.read, input)),
  planUnbuild: query("stock:adjust", "GET /kits/{productId}/unbuild-plan", "What would come out of kits")
    .input(planUnbuildInput)
    .output(unbuildPlan)
    .query(({ ctx, input }) => planUnbuild(ctx.read, input)),
  build: command("stock:adjust", "POST /kits/{productId}/build", "Make kits of their parts")
    .input(buildKitInput)
    .output(kitOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => buildKit(work, input))),
  unbuild: command("stock:adjust", "POST /kits/{productId}/unbuild", "Take kits apart")
    .input(unbuildKitInput)
    .output(kitOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => unbuildKit(work, input))),
});
