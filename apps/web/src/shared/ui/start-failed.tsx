/** Before anything else works: the server did not answer at start. Plain, because no theme is loaded yet. */
export function StartFailed() {
  return (
    <main role="alert" style={{ maxWidth: 420, margin: "20vh auto", padding: 24, fontFamily: "system-ui, sans-serif" }}>
      <h1 style={{ fontSize: 18 }}>Invista can't reach its server</h1>
      <p style={{ margin: "8px 0 16px" }}>Nothing was changed. Check the connection, then load the page again.</p>
      <button type="button" onClick={() => location.reload()}>
        Load again
      </button>
    </main>
  );
}
