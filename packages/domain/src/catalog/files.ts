import { refuse } from "@invista/contracts/errors";
import {
  FILE_MAX_BYTES,
  MAX_FILES,
  type FileRef,
  type ProductFile,
  type RemoveFileInput,
} from "@invista/contracts/product/files";
import type { NeonRead, NeonWork } from "../shared/work.ts";

export interface NewFile {
  readonly productId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly isImage: boolean;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The files of a product, newest first, without their content. */
export async function listFiles(read: NeonRead, productId: string): Promise<{ rows: ProductFile[] }> {
  const rows = await read.db.$queryRaw<(Omit<ProductFile, "createdAt"> & { createdAt: Date })[]>`
    SELECT a.id, a.name, a.media_type AS "mediaType", a.size, a.is_image AS "isImage", a.created_at AS "createdAt", u.display_name AS "createdByName",
      a.is_image AND NOT EXISTS (SELECT 1 FROM attachment n WHERE n.product_id = a.product_id AND n.is_image AND (n.created_at, n.id) > (a.created_at, a.id)) AS "isMain"
    FROM attachment a LEFT JOIN "user" u ON u.id = a.created_by WHERE a.product_id = ${productId} ORDER BY a.created_at DESC, a.id DESC`;
  return { rows: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
}

/** One file with its content; NOT_FOUND when there is none. */
export async function readFile(read: NeonRead, id: string) {
  const file = await read.db.attachment.findUnique({
    where: { id },
    select: { name: true, mediaType: true, isImage: true, content: true },
  });
  if (!file) throw refuse("NOT_FOUND", "record.notFound", { entity: "File", id });
  return file;
}

/** Keeps a file with a product. */
export async function addFile(work: NeonWork, file: NewFile): Promise<FileRef> {
  const [product] = await work.tx.$queryRaw<{ sku: string; status: string; files: number }[]>`
    SELECT p.sku, p.status::text AS status, (SELECT count(*)::int FROM attachment a WHERE a.product_id = p.id) AS files FROM product p WHERE p.id = ${file.productId} FOR NO KEY UPDATE OF p`;
  if (!product) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id: file.productId });
  if (product.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: product.sku });
  if (product.files >= MAX_FILES) throw refuse("RULE_BROKEN", "file.tooMany", { max: MAX_FILES });
  const size = file.content.byteLength;
  if (size === 0) throw refuse("INVALID", "file.empty");
  if (size > FILE_MAX_BYTES) throw refuse("INVALID", "file.tooLarge", { max: "5 MB" });
  const made = await work.tx.attachment.create({
    data: { ...file, size, createdBy: work.actor.userId },
    select: { id: true, productId: true, name: true },
  });
  work.audit({
    action: "CREATE",
    resource: "product_files",
    resourceId: file.productId,
    newValues: { name: file.name, mediaType: file.mediaType, size },
  });
  work.touch("product");
  return made;
}

/** Takes a file away for good. */
export async function removeFile(work: NeonWork, input: RemoveFileInput): Promise<FileRef> {
  const file = await work.tx.attachment.findUnique({
    where: { id: input.id },
    select: { id: true, productId: true, name: true, size: true },
  });
  if (!file) throw refuse("NOT_FOUND", "record.notFound", { entity: "File", id: input.id });
  await work.tx.attachment.delete({ where: { id: input.id } });
  work.audit({
    action: "DELETE",
    resource: "product_files",
    resourceId: file.productId,
    oldValues: { name: file.name, size: file.size },
  });
  work.touch("product");
  return { id: file.id, productId: file.productId, name: file.name };
}
