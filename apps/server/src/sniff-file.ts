import { IMAGE_TYPE, sniffImage } from "./sniff-image.ts";

export interface FileKind {
  readonly mediaType: string;
  readonly isImage: boolean;
}

/** What a file is by its bytes: a picture, a PDF, or text where its name says so too; null for all else, nothing a browser would run. */
export function sniffFile(bytes: Buffer, name: string): FileKind | null {
  const image = sniffImage(bytes);
  if (image && image.width > 0 && image.height > 0) return { mediaType: IMAGE_TYPE[image.type], isImage: true };
  if (bytes.toString("latin1", 0, 5) === "%PDF-") return { mediaType: "application/pdf", isImage: false };
  if (/\.(txt|csv|md)$/i.test(name) && isText(bytes)) return { mediaType: "text/plain; charset=utf-8", isImage: false };
  return null;
}

function isText(bytes: Buffer): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\u0000");
  } catch {
    return false;
  }
}
