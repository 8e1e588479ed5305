import {
  healthInput,
  healthView,
  listDeliveriesInput,
  listDeliveriesOutput,
  replayDeliveryInput,
  replayDeliveryOutput,
  searchAllInput,
  searchAllOutput,
} from "@invista/contracts/system/system";
import { listDeliveries, replayDeliveries } from "@invista/domain/delivery";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";
import { readHealth } from "../flows/read-health.ts";
import { searchAll } from "../flows/search-all.ts";

export const systemRouter = router({
  health: query("health:read", "GET /health", "Databases, delivery lag and dead letters")
    .input(healthInput)
    .output(healthView)
    .query(({ ctx }) => readHealth(ctx.host)),
  search: query("product:read", "GET /search", "Products, orders and customers for the command palette")
    .input(searchAllInput)
    .output(searchAllOutput)
    .query(({ ctx, input }) => searchAll(ctx.read, input)),
});

export const deliveryRouter = router({
  list: query("health:read", "GET /deliveries", "Events that wait for delivery or were given up, by page")
    .input(listDeliveriesInput)
    .output(listDeliveriesOutput)
    .query(({ ctx, input }) => listDeliveries(ctx.read, input)),
  replay: command("config:update", "POST /deliveries/replay", "Deliver events again that were given up")
    .input(replayDeliveryInput)
    .output(replayDeliveryOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => replayDeliveries(work, input))),
});
