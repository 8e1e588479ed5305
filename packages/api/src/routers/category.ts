import {
  categoryRef,
  createCategoryInput,
  listCategoriesInput,
  listCategoriesOutput,
  mergeCategoryInput,
  mergeCategoryOutput,
  removeCategoryInput,
  updateCategoryInput,
} from "@invista/contracts/category/category";
import { createCategory, listCategories, mergeCategory, removeCategory, updateCategory } from "@invista/domain/catalog";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const categoryRouter = router({
  list: query("category:read", "GET /categories", "The category tree in order of path")
    .input(listCategoriesInput)
    .output(listCategoriesOutput)
    .query(({ ctx }) => listCategories(ctx.read)),
  create: command("category:manage", "POST /categories", "Create a category")
    .input(createCategoryInput)
    .output(categoryRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createCategory(work, input))),
  update: command("category:manage", "PATCH /categories/{id}", "Rename or move a category")
    .input(updateCategoryInput)
    .output(categoryRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateCategory(work, input))),
  merge: command(
    "category:manage",
    "POST /categories/{id}/merge",
    "Move everything of a category into another and remove it",
  )
    .input(mergeCategoryInput)
    .output(mergeCategoryOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => mergeCategory(work, input))),
  remove: command("category:manage", "DELETE /categories/{id}", "Remove an unused category")
    .input(removeCategoryInput)
    .output(categoryRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => removeCategory(work, input))),
});
