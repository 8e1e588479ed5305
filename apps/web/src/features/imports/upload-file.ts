import { newKey } from "../../shared/api/new-key.ts";

const MAX_BYTES = 64 * 1_048_576;

/** Sends a file to the server, reporting its share sent; answers the id of the import. Rejects with the server's refusal. */
export function uploadFile(file: File, token: string | null, onProgress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    if (file.size > MAX_BYTES)
      return reject(new Error("The file is larger than 64 MiB. Split it and import the parts."));
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/imports?fileName=${encodeURIComponent(file.name.slice(0, 200))}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("idempotency-key", newKey());
    if (token) request.setRequestHeader("authorization", `Bearer ${token}`);
    request.upload.addEventListener("progress", (event) =>
      onProgress(event.total > 0 ? event.loaded / event.total : 0),
    );
    request.addEventListener("error", () =>
      reject(new Error("The file did not reach the server. Check the connection and try again.")),
    );
    request.addEventListener("load", () => {
      const answer: { id?: string; message?: string } = request.responseText.startsWith("{")
        ? JSON.parse(request.responseText)
        : {};
      if (request.status === 201 && answer.id) resolve(answer.id);
      else reject(new Error(answer.message ?? "The server did not take the file."));
    });
    request.send(file);
  });
}
