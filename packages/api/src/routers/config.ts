import {
  configChanged,
  configHistoryInput,
  configHistoryOutput,
  listConfigInput,
  listConfigOutput,
  resetConfigInput,
  updateConfigInput,
} from "@invista/contracts/config/config";
import {
  listConfiguration,
  listConfigurationHistory,
  resetConfiguration,
  updateConfiguration,
} from "@invista/domain/system";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const configRouter = router({
  list: query("config:read", "GET /settings", "The settings the caller may see; secrets only say whether they are set")
    .input(listConfigInput)
    .output(listConfigOutput)
    .query(({ ctx }) => listConfiguration(ctx.host.supabase, ctx.actor)),
  history: query("config:read", "GET /settings/{key}/history", "The newest changes of one setting")
    .input(configHistoryInput)
    .output(configHistoryOutput)
    .query(({ ctx, input }) => listConfigurationHistory(ctx.host.supabase, ctx.actor, input.key)),
  update: command("config:update", "POST /settings/{key}", "Choose a value for a setting")
    .input(updateConfigInput)
    .output(configChanged)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => updateConfiguration(work, input))),
  reset: command("config:update", "POST /settings/{key}/reset", "Go back to the default of a setting")
    .input(resetConfigInput)
    .output(configChanged)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => resetConfiguration(work, input))),
});
