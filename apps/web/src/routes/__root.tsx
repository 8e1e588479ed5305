import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import type { Services } from "../shared/api/services.ts";

export const Route = createRootRouteWithContext<{ services: Services }>()({ component: Outlet });
