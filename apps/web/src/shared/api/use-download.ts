import { useServices } from "./services.ts";

/** Fetches a file with the session's token and hands it to the browser under a name; throws what the server refuses. */
export function useDownload(): (address: string, name: string, onProgress?: (bytes: number) => void) => Promise<void> {
  const { accessToken } = useServices();
  return async (address, name, onProgress = () => undefined) => {
    const token = await accessToken();
    const answer = await fetch(address, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    if (!answer.ok || !answer.body) throw await answer.json();
    save(await collect(answer.body, onProgress), name);
  };
}

async function collect(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onProgress: (bytes: number) => void,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    onProgress((bytes += part.value.byteLength));
  }
  return new Blob(parts, { type: "application/octet-stream" });
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
