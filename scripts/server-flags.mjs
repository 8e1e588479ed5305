/** Bounds of the server's heap: a small young generation is collected often, so that an idle process stays below 250 MB and a large import grows it little. */
export const SERVER_FLAGS = ["--max-old-space-size=384", "--max-semi-space-size=8"];
