export { archiveProduct, restoreProduct } from "./archive-product.ts";
export {
  createAttribute,
  getAttributes,
  listAttributes,
  removeAttribute,
  setAttributes,
  updateAttribute,
} from "./attributes.ts";
export { bulkUpdate } from "./bulk-update.ts";
export { createCategory, listCategories, mergeCategory, removeCategory, updateCategory } from "./categories.ts";
export { createProduct } from "./create-product.ts";
export { addFile, listFiles, readFile, removeFile } from "./files.ts";
export { findDuplicates } from "./find-duplicates.ts";
export { getProduct, getProducts, requireProduct } from "./get-product.ts";
export { listProducts } from "./list-products.ts";
export { endPrice, listAllPrices, listPrices, setPrice } from "./prices.ts";
export { getRelations } from "./read-relations.ts";
export { setComponents, setSubstitutes } from "./relations.ts";
export { searchProducts } from "./search-products.ts";
export { addBarcode, createUnit, listPacks, listUnits, removeBarcode, removeUnit, saveUnit } from "./units.ts";
export { updateProduct } from "./update-product.ts";
export { makeVariants } from "./variants.ts";
export { raiseVersions } from "./save-product.ts";
export { createPriceList, listPriceLists, updatePriceList } from "./price-lists.ts";
export { mergeProducts } from "./merge-products.ts";
