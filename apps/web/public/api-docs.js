// Lists the procedures of the OpenAPI document on /api/v1/docs; no library, no inline script.
const list = document.getElementById("list");
const api = await (await fetch("/api/v1/openapi.json")).json();
list.textContent = "";
for (const [path, methods] of Object.entries(api.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const row = document.createElement("details");
    const head = document.createElement("summary");
    const verb = document.createElement("b");
    verb.textContent = method.toUpperCase();
    head.append(verb, ` /api/v1${path} `, operation.summary ?? "");
    const body = document.createElement("pre");
    body.textContent = JSON.stringify(
      { parameters: operation.parameters, requestBody: operation.requestBody },
      null,
      2,
    );
    row.append(head, body);
    list.append(row);
  }
}
