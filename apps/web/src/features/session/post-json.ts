/** Sends to the server as someone who has no account yet; throws what the server refuses with. */
export async function postJson(path: string, body: object): Promise<unknown> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const said: unknown = await answer.json();
  if (!answer.ok) throw said;
  return said;
}
