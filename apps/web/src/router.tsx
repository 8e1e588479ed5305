import { createRouter } from "@tanstack/react-router";
import { routeTree } from "./routeTree.gen.ts";
import type { Services } from "./shared/api/services.ts";
import { PageFailed } from "./shared/ui/page-failed.tsx";
import { PageMissing } from "./shared/ui/page-missing.tsx";

/** The router with one error page per route, so that a broken screen leaves the navigation standing. */
export function makeRouter(services: Services) {
  return createRouter({
    routeTree,
    context: { services },
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: PageMissing,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
