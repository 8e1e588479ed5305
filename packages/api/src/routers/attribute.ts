import {
  attributeRef,
  createAttributeInput,
  listAttributesInput,
  listAttributesOutput,
  removeAttributeInput,
  updateAttributeInput,
} from "@invista/contracts/product/attributes";
import { createAttribute, listAttributes, removeAttribute, updateAttribute } from "@invista/domain/catalog";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const attributeRouter = router({
  list: query("product:read", "GET /attributes", "The fields of one's own that products have")
    .input(listAttributesInput)
    .output(listAttributesOutput)
    .query(({ ctx }) => listAttributes(ctx.read)),
  create: command("category:manage", "POST /attributes", "Add a field to products")
    .input(createAttributeInput)
    .output(attributeRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createAttribute(work, input))),
  update: command("category:manage", "PATCH /attributes/{id}", "Change a field")
    .input(updateAttributeInput)
    .output(attributeRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateAttribute(work, input))),
  remove: command("category:manage", "DELETE /attributes/{id}", "Remove a field with its values")
    .input(removeAttributeInput)
    .output(attributeRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => removeAttribute(work, input))),
});
