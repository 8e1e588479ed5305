import {
  createUnitInput,
  listPacksInput,
  listUnitsInput,
  listUnitsOutput,
  productPacks,
  unitOfMeasureRef,
} from "@invista/contracts/product/units";
import { createUnit, listPacks, listUnits } from "@invista/domain/catalog";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const unitRouter = router({
  list: query("uom:read", "GET /units", "The units that things are counted in")
    .input(listUnitsInput)
    .output(listUnitsOutput)
    .query(({ ctx }) => listUnits(ctx.read)),
  packs: query("product:read", "GET /products/{productId}/packs", "What a quantity of a product can be typed in")
    .input(listPacksInput)
    .output(productPacks)
    .query(({ ctx, input }) => listPacks(ctx.read, input.productId)),
  create: command("uom:manage", "POST /units", "Add a unit")
    .input(createUnitInput)
    .output(unitOfMeasureRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createUnit(work, input))),
});
