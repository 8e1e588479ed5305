export interface SniffedImage {
  readonly type: "png" | "jpg" | "webp";
  readonly width: number;
  readonly height: number;
}

export const IMAGE_TYPE = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" } as const;

/** What the bytes say they are, whatever their name: PNG, JPEG or WebP with its size; null for anything else. */
export function sniffImage(bytes: Buffer): SniffedImage | null {
  try {
    return pngOf(bytes) ?? webpOf(bytes) ?? jpegOf(bytes);
  } catch (error) {
    // A header that promises more bytes than there are.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function pngOf(bytes: Buffer): SniffedImage | null {
  if (bytes.subarray(0, 8).toString("hex") !== "89504e470d0a1a0a" || bytes.toString("latin1", 12, 16) !== "IHDR")
    return null;
  return { type: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function webpOf(bytes: Buffer): SniffedImage | null {
  if (bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WEBP") return null;
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8X":
      return { type: "webp", width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case "VP8L": {
      const size = bytes.readUInt32LE(21);
      return { type: "webp", width: (size & 0x3fff) + 1, height: ((size >> 14) & 0x3fff) + 1 };
    }
    case "VP8 ":
      return { type: "webp", width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}

/** Start-of-frame markers; C4, C8 and CC are tables. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

function jpegOf(bytes: Buffer): SniffedImage | null {
  if (bytes.subarray(0, 3).toString("hex") !== "ffd8ff") return null;
  for (let at = 2; at < bytes.length - 8 && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (FRAMES.has(bytes.readUInt8(at + 1)))
      return { type: "jpg", height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  return null;
}
