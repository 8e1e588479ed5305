export { archiveProduct, restoreProduct } from "./archive-product.ts";
export { createCategory, listCategories, removeCategory, updateCategory } from "./categories.ts";
export { createProduct } from "./create-product.ts";
export { getProduct, getProducts, requireProduct } from "./get-product.ts";
export { listProducts } from "./list-products.ts";
export { searchProducts } from "./search-products.ts";
export { updateProduct } from "./update-product.ts";
