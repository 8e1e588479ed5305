import type {
  CategoryRef,
  CategoryView,
  CreateCategoryInput,
  MergeCategoryInput,
  MergeCategoryOutput,
  RemoveCategoryInput,
  UpdateCategoryInput,
} from "@invista/contracts/category/category";
import { refuse } from "@invista/contracts/errors";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { requireCategory } from "./save-product.ts";

/** The whole tree in order of path, with the number of products directly in each category. */
export async function listCategories(read: NeonRead): Promise<{ rows: CategoryView[] }> {
  const rows = await read.db.$queryRaw<CategoryView[]>`
    WITH RECURSIVE tree AS (
      SELECT id, name, parent_id, name AS path, 0 AS depth, version, ARRAY[name] AS sort FROM category WHERE parent_id IS NULL
      UNION ALL
      SELECT c.id, c.name, c.parent_id, tree.path || ' / ' || c.name, tree.depth + 1, c.version, tree.sort || c.name FROM category c JOIN tree ON tree.id = c.parent_id),
    counted AS (SELECT category_id, count(*)::int AS n FROM product WHERE category_id IS NOT NULL AND status <> 'ARCHIVED' GROUP BY 1)
    SELECT tree.id, tree.name, tree.parent_id AS "parentId", tree.path, tree.depth, coalesce(counted.n, 0) AS products, tree.version
    FROM tree LEFT JOIN counted ON counted.category_id = tree.id ORDER BY tree.sort`;
  return { rows };
}

/** Adds a category below its parent, or at the top. */
export async function createCategory(work: NeonWork, input: CreateCategoryInput): Promise<CategoryRef> {
  await requireCategory(work, input.parentId);
  const category = await work.tx.category.create({
    data: { name: input.name, parentId: input.parentId, createdBy: work.actor.userId },
    select: { id: true, name: true, version: true },
  });
  work.audit({
    action: "CREATE",
    resource: "categories",
    resourceId: category.id,
    newValues: { name: input.name, parentId: input.parentId },
  });
  work.touch("product");
  return category;
}

/** Renames or moves a category; refused when it would end up inside itself. */
export async function updateCategory(work: NeonWork, input: UpdateCategoryInput): Promise<CategoryRef> {
  const before = await work.tx.category.findUnique({ where: { id: input.id } });
  await requireCategory(work, input.parentId);
  const changed = await work.tx.category.updateManyAndReturn({
    where: { id: input.id, version: input.version },
    data: { name: input.name, parentId: input.parentId, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, name: true, version: true },
  });
  const [category] = changed;
  if (!category) throw missingOrStale("Category", before);
  work.audit({
    action: "UPDATE",
    resource: "categories",
    resourceId: input.id,
    oldValues: { name: before?.name, parentId: before?.parentId },
    newValues: { name: input.name, parentId: input.parentId },
  });
  work.touch("product");
  return category;
}

/** Removes a category that holds no products and no categories. */
export async function removeCategory(work: NeonWork, input: RemoveCategoryInput): Promise<CategoryRef> {
  const before = await work.tx.category.findUnique({
    where: { id: input.id },
    include: { _count: { select: { products: true, children: true } } },
  });
  if (!before || before.version !== input.version) throw missingOrStale("Category", before);
  if (before._count.products + before._count.children > 0)
    throw refuse("RULE_BROKEN", "record.inUse", { entity: `The category ${before.name}` });
  await work.tx.category.delete({ where: { id: input.id } });
  work.audit({
    action: "DELETE",
    resource: "categories",
    resourceId: input.id,
    oldValues: { name: before.name, parentId: before.parentId },
  });
  work.touch("product");
  return { id: before.id, name: before.name, version: before.version };
}

/** Moves everything of a category into another, products, categories, fields and inspection plans, and removes it; categories of one name become one. */
export async function mergeCategory(work: NeonWork, input: MergeCategoryInput): Promise<MergeCategoryOutput> {
  const before = await work.tx.category.findUnique({ where: { id: input.id } });
  if (!before || before.version !== input.version) throw missingOrStale("Category", before);
  const into = await work.tx.category.findUnique({ where: { id: input.intoId } });
  if (!into) throw refuse("INVALID", "record.referenceUnknown", { entity: "The category" });
  if (into.path.startsWith(before.path)) throw refuse("INVALID", "category.mergeSelf", { name: before.name });
  const moved = await moveInto(work, before.id, into.id);
  work.audit({
    action: "MERGE",
    resource: "categories",
    resourceId: before.id,
    oldValues: { name: before.name, parentId: before.parentId },
    newValues: { into: into.id, intoName: into.name, ...moved },
  });
  work.touch("product");
  return { id: into.id, name: into.name, ...moved };
}

async function moveInto(work: NeonWork, from: string, into: string): Promise<{ products: number; categories: number }> {
  const { count: products } = await work.tx.product.updateMany({
    where: { categoryId: from },
    data: { categoryId: into, version: { increment: 1 }, updatedAt: work.now },
  });
  const data = { categoryId: into, version: { increment: 1 }, updatedAt: work.now };
  await work.tx.inspectionPlan.updateMany({ where: { categoryId: from }, data });
  await work.tx.attributeDefinition.updateMany({ where: { categoryId: from }, data });
  const total = { products, categories: 0 };
  const children = await work.tx.category.findMany({ where: { parentId: from }, orderBy: { id: "asc" } });
  for (const child of children) {
    const same = await work.tx.category.findFirst({
      where: { parentId: into, name: child.name },
      select: { id: true },
    });
    if (same) {
      const below = await moveInto(work, child.id, same.id);
      total.products += below.products;
      total.categories += below.categories;
    } else {
      const change = { parentId: into, version: { increment: 1 }, updatedAt: work.now };
      await work.tx.category.update({ where: { id: child.id }, data: change });
      total.categories += 1;
    }
  }
  await work.tx.category.delete({ where: { id: from } });
  return total;
}
