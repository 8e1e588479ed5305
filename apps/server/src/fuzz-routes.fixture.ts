import { acceptInvitationInput, previewInvitationInput } from "@invista/contracts/invitation/invitation";
import fc from "fast-check";
import { EXPORTS } from "./export-lists.ts";
import { inputsOf } from "./arbitrary-input.fixture.ts";

export interface RawRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly type?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }).filter((value) => value.isWellFormed()),
  fc.constantFrom(
    "",
    "..",
    "../../etc/passwd",
    "\u0000",
    "%00",
    "a".repeat(3_000),
    "'; DROP TABLE product; --",
    "-1",
    "2026-02-30",
  ),
);
/** Bytes of any kind, and some that begin like a picture, a table or an archive and go on otherwise. */
const bytes = fc
  .tuple(
    fc.constantFrom(
      "",
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
      "\xff\xd8\xff\xe0\0\x10",
      "\xff\xd8\xff\xc0",
      "RIFF\0\0\0\0WEBPVP8X",
      "RIFF\0\0\0\0WEBPVP8 ",
      "<svg xmlns='http://www.w3.org/2000/svg'>",
      "PK\x03\x04",
      "sku,name\nA,",
      "\xff\xfes\0k\0u\0",
    ),
    fc.uint8Array({ maxLength: 300 }),
  )
  .map(([head, tail]) => Uint8Array.from([...Buffer.from(head, "latin1"), ...tail]));
const type = fc.constantFrom(
  "text/csv",
  "image/png",
  "application/json",
  "application/octet-stream",
  "multipart/form-data",
  "text/html",
);
const query = fc
  .dictionary(
    fc.constantFrom(
      "q",
      "cursor",
      "limit",
      "sort",
      "direction",
      "at",
      "warehouseId",
      "status",
      "nonsense",
      "constructor",
      "toString",
    ),
    text,
    { maxKeys: 4 },
  )
  .map((filters) => new URLSearchParams(filters).toString());
const json = (schema: Parameters<typeof inputsOf>[0]) =>
  inputsOf(schema, {}).map((value) => JSON.stringify(value) ?? "");

/** Every address that is no procedure, with what callers send there by mistake or on purpose. */
export const ROUTES: Record<string, fc.Arbitrary<RawRequest>> = {
  "POST /api/v1/avatars": fc.record({
    method: fc.constant("POST"),
    path: fc.constant("/api/v1/avatars"),
    type,
    body: bytes,
  }),
  "GET /api/v1/avatars/:file": text.map((file) => ({
    method: "GET",
    path: `/api/v1/avatars/${encodeURIComponent(file)}`,
  })),
  "POST /api/v1/imports": fc.tuple(text, type, bytes).map(([name, kind, body]) => ({
    method: "POST",
    path: `/api/v1/imports?fileName=${encodeURIComponent(name)}`,
    type: kind,
    body,
  })),
  "GET /api/v1/imports/:id/rejected.csv": text.map((id) => ({
    method: "GET",
    path: `/api/v1/imports/${encodeURIComponent(id)}/rejected.csv`,
  })),
  "GET /api/v1/export": fc
    .tuple(fc.constantFrom(...Object.keys(EXPORTS)), fc.constantFrom("csv", "xlsx", "jsonl"), query)
    .map(([list, extension, filters]) => ({ method: "GET", path: `/api/v1/export/${list}.${extension}?${filters}` })),
  "GET /api/v1/labels": fc
    .tuple(
      fc.constantFrom("pdf", "zpl"),
      fc.dictionary(
        fc.constantFrom("kind", "ids", "layout", "copies", "skip"),
        fc.oneof(text, fc.constantFrom("PRODUCT", "BIN", "LOT", "a4-24", "3")),
        { maxKeys: 5 },
      ),
    )
    .map(([extension, query]) => ({
      method: "GET",
      path: `/api/v1/labels.${extension}?${new URLSearchParams(query)}`,
    })),
  "GET /api/v1/counts/:id/sheet.pdf": text.map((id) => ({
    method: "GET",
    path: `/api/v1/counts/${encodeURIComponent(id)}/sheet.pdf`,
  })),
  "GET /api/v1/pick-sheet.pdf": fc
    .dictionary(fc.constantFrom("shipmentId", "waveId", "x"), text, { maxKeys: 3 })
    .map((query) => ({ method: "GET", path: `/api/v1/pick-sheet.pdf?${new URLSearchParams(query)}` })),
  "GET /api/v1/shipments/:id/packing-slip.pdf": text.map((id) => ({
    method: "GET",
    path: `/api/v1/shipments/${encodeURIComponent(id)}/packing-slip.pdf`,
  })),
  "POST /api/v1/products/:id/files": fc.tuple(text, text, type, bytes).map(([id, name, kind, body]) => ({
    method: "POST",
    path: `/api/v1/products/${encodeURIComponent(id)}/files?fileName=${encodeURIComponent(name)}`,
    type: kind,
    body,
  })),
  "GET /api/v1/files/:id": text.map((id) => ({ method: "GET", path: `/api/v1/files/${encodeURIComponent(id)}` })),
  "POST /api/v1/invitations/preview": json(previewInvitationInput).map((body) => ({
    method: "POST",
    path: "/api/v1/invitations/preview",
    type: "application/json",
    body,
  })),
  "POST /api/v1/invitations/accept": json(acceptInvitationInput).map((body) => ({
    method: "POST",
    path: "/api/v1/invitations/accept",
    type: "application/json",
    body,
  })),
  "GET /trpc/notification.changes": text.map((input) => ({
    method: "GET",
    path: `/trpc/notification.changes?input=${encodeURIComponent(input)}`,
  })),
};
