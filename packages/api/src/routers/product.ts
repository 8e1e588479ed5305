import {
  archiveProductInput,
  createProductInput,
  productRef,
  updateProductInput,
} from "@invista/contracts/product/product";
import {
  getProductInput,
  listProductsInput,
  listProductsOutput,
  productView,
  searchInput,
  searchProductsOutput,
  type ProductView,
} from "@invista/contracts/product/read-product";
import {
  archiveProduct,
  createProduct,
  getProducts,
  listProducts,
  requireProduct,
  restoreProduct,
  searchProducts,
  updateProduct,
} from "@invista/domain/catalog";
import { makeLoader } from "../kit/batch.ts";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

const loadProduct = makeLoader<ProductView>();

export const productRouter = router({
  list: query("product:read", "GET /products", "Products with their stock per warehouse, by page")
    .input(listProductsInput)
    .output(listProductsOutput)
    .query(({ ctx, input }) => listProducts(ctx.read, input)),
  search: query("product:read", "GET /products/search", "Products by SKU, barcode or name")
    .input(searchInput)
    .output(searchProductsOutput)
    .query(({ ctx, input }) => searchProducts(ctx.read, input)),
  get: query("product:read", "GET /products/{id}", "One product with its stock")
    .input(getProductInput)
    .output(productView)
    .query(async ({ ctx, input }) => {
      const kind = `product:${JSON.stringify(ctx.read.actor.warehouses)}`;
      return requireProduct(
        await loadProduct(ctx.batch, kind, input.id, (ids) => getProducts(ctx.read, ids)),
        input.id,
      );
    }),
  create: command("product:create", "POST /products", "Create a product")
    .input(createProductInput)
    .output(productRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createProduct(work, input))),
  update: command("product:update", "PATCH /products/{id}", "Change a product")
    .input(updateProductInput)
    .output(productRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateProduct(work, input))),
  archive: command("product:archive", "POST /products/{id}/archive", "Archive a product without stock")
    .input(archiveProductInput)
    .output(productRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => archiveProduct(work, input))),
  restore: command("product:archive", "POST /products/{id}/restore", "Bring an archived product back")
    .input(archiveProductInput)
    .output(productRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => restoreProduct(work, input))),
});
