import { productAttributes, productAttributesInput, setAttributesInput } from "@invista/contracts/product/attributes";
import { bulkUpdateInput, bulkUpdateOutput, duplicatesInput, duplicatesOutput } from "@invista/contracts/product/bulk";
import { mergeProductsInput, mergeProductsOutput } from "@invista/contracts/product/merge";
import { fileRef, listFilesInput, listFilesOutput, removeFileInput } from "@invista/contracts/product/files";
import {
  productRelations,
  productRelationsInput,
  relationRef,
  setComponentsInput,
  setSubstitutesInput,
} from "@invista/contracts/product/relations";
import {
  addBarcodeInput,
  barcodeRef,
  removeBarcodeInput,
  removeUnitInput,
  saveUnitInput,
  unitRef,
} from "@invista/contracts/product/units";
import { makeVariantsInput, variantsOutput } from "@invista/contracts/product/variants";
import {
  addBarcode,
  bulkUpdate,
  findDuplicates,
  getAttributes,
  getRelations,
  listFiles,
  makeVariants,
  mergeProducts,
  removeBarcode,
  removeFile,
  removeUnit,
  saveUnit,
  setAttributes,
  setComponents,
  setSubstitutes,
} from "@invista/domain/catalog";
import { z } from "zod";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

/** What belongs to a product beside its own fields: packs, codes, parts, variants, files. */
export const catalogRouter = router({
  relations: query(
    "product:read",
    "GET /products/{id}/relations",
    "Packs, codes, parts, variants and sources of a product",
  )
    .input(productRelationsInput)
    .output(productRelations)
    .query(({ ctx, input }) => getRelations(ctx.read, input.id)),
  attributes: query("product:read", "GET /products/{id}/attributes", "The fields of one's own of a product")
    .input(productAttributesInput)
    .output(productAttributes)
    .query(({ ctx, input }) => getAttributes(ctx.read, input.id)),
  files: query("product:read", "GET /products/{productId}/files", "Pictures and papers of a product")
    .input(listFilesInput)
    .output(listFilesOutput)
    .query(({ ctx, input }) => listFiles(ctx.read, input.productId)),
  duplicates: query("product:read", "GET /products/duplicates", "Products that may be one and the same")
    .input(duplicatesInput)
    .output(duplicatesOutput)
    .query(({ ctx }) => findDuplicates(ctx.read)),
  saveUnit: command("product:update", "POST /products/{productId}/units", "Make or change a pack of a product")
    .input(saveUnitInput)
    .output(unitRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => saveUnit(work, input))),
  removeUnit: command("product:update", "DELETE /product-units/{id}", "Remove a pack with its codes")
    .input(removeUnitInput)
    .output(unitRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => removeUnit(work, input))),
  addBarcode: command(
    "product:update",
    "POST /products/{productId}/barcodes",
    "Add a code, or give one of the company's own",
  )
    .input(addBarcodeInput)
    .output(barcodeRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => addBarcode(work, input))),
  removeBarcode: command("product:update", "DELETE /product-barcodes/{id}", "Remove a code")
    .input(removeBarcodeInput)
    .output(barcodeRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => removeBarcode(work, input))),
  setComponents: command("product:update", "POST /products/{productId}/components", "Say what a kit is made of")
    .input(setComponentsInput)
    .output(relationRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => setComponents(work, input))),
  setSubstitutes: command("product:update", "POST /products/{productId}/substitutes", "Say what may be given instead")
    .input(setSubstitutesInput)
    .output(relationRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => setSubstitutes(work, input))),
  setAttributes: command("product:update", "POST /products/{productId}/attributes", "Set values of a product's fields")
    .input(setAttributesInput)
    .output(z.object({ productId: z.string(), version: z.int() }))
    .mutation(({ ctx, input }) => ctx.commit((work) => setAttributes(work, input))),
  makeVariants: command(
    "product:create",
    "POST /products/{productId}/variants",
    "Make variants from combinations of options",
  )
    .input(makeVariantsInput)
    .output(variantsOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => makeVariants(work, input))),
  removeFile: command("product:update", "DELETE /files/{id}", "Remove a picture or paper of a product")
    .input(removeFileInput)
    .output(fileRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => removeFile(work, input))),
  bulkUpdate: command("product:update", "POST /products/bulk", "Change many products at once, all or none")
    .input(bulkUpdateInput)
    .output(bulkUpdateOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => bulkUpdate(work, input))),
  merge: command("product:archive", "POST /products/merge", "Make one product of two; one is archived as replaced")
    .input(mergeProductsInput)
    .output(mergeProductsOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => mergeProducts(work, input))),
});
