import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader";

const OPTIONS: ReaderOptions = { tryHarder: true, tryInvert: false, maxNumberOfSymbols: 1, formats: [] };

/** Takes the reader from our own server, at the address the build gave it: nothing is fetched from elsewhere. */
export function prepareReader(wasm: { url: string } | { binary: ArrayBuffer }): void {
  prepareZXingModule({
    overrides: "url" in wasm ? { locateFile: () => wasm.url } : { wasmBinary: wasm.binary },
  });
}

/** The code in a picture as a scanner would type it, GS1 codes with their symbology before them; null when there is none. */
export async function readBarcode(picture: ImageData | Blob): Promise<string | null> {
  const [found] = await readBarcodes(picture, OPTIONS);
  if (!found?.isValid) return null;
  return found.contentType === "GS1" ? `${found.symbologyIdentifier}${found.text}` : found.text;
}
