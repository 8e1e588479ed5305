/** A page that lists the REST API from its OpenAPI document, without scripts from elsewhere. */
export const docsPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Invista API</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/api-docs.css"></head>
<body><main><h1>Invista API</h1><p>Every procedure as REST. The document: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
Send <code>Authorization: Bearer &lt;access token or inv_ key&gt;</code>.</p><div id="list">Loading the document</div></main><script type="module" src="/api-docs.js"></script></body></html>`;
