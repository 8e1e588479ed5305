import { createFileRoute, Outlet, redirect, retainSearchParams } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { WaitingPage } from "../features/session/waiting-page.tsx";
import { SetUpPage } from "../features/security/set-up-page.tsx";
import { SessionGate } from "../shared/session/session-gate.tsx";
import { useMe } from "../shared/session/session.tsx";
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
      <Inside />
    </SessionGate>
  );
}

function Inside() {
  const { mustSetUpSecondFactor, roles } = useMe();
  // The last step shows recovery codes: it stays although the factor is there by then.
  const [isSettingUp, setSettingUp] = useState(mustSetUpSecondFactor);
  if (mustSetUpSecondFactor && !isSettingUp) setSettingUp(true);
  if (isSettingUp) return <SetUpPage onDone={() => setSettingUp(false)} />;
  if (roles.length === 0) return <WaitingPage />;
  return (
    <AppShell>
      <Outlet />
    </AppShell>
  );
}
