import { AsyncLocalStorage } from "node:async_hooks";

/** The id of the request under way, for errors that arise before its context is made. */
export const requestScope = new AsyncLocalStorage<string>();
