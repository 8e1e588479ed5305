import { createFileRoute, Outlet, redirect, retainSearchParams } from "@tanstack/react-router";
import { z } from "zod";
import { SessionGate } from "../shared/session/session-gate.tsx";
import { AppShell } from "../shared/shell/app-shell.tsx";

export const Route = createFileRoute("/_app")({
  validateSearch: z.object({ warehouse: z.string().max(64).optional().catch(undefined) }),
  search: { middlewares: [retainSearchParams(["warehouse"])] },
  beforeLoad: async ({ context, location }) => {
    const token = await context.services.accessToken();
    if (!token) redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href }, throw: true });
  },
  component: SignedIn,
});

function SignedIn() {
  return (
    <SessionGate>
      <AppShell>
        <Outlet />
      </AppShell>
    </SessionGate>
  );
}
