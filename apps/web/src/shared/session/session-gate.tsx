import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { refusalOf } from "../api/refusal.ts";
import { useServices } from "../api/services.ts";
import { trpc } from "../api/trpc.ts";
import { chooseDisplay, chooseHomeCurrency } from "../format/display.ts";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { SessionContext } from "./session.tsx";
import { useIdleEnd } from "./use-idle-end.ts";
import { useSignOut } from "./use-sign-out.ts";

const RIGHTS_AGE = 60_000;
const WAITING_AGE = 5_000;

/** Lets the signed-in part through once the server has said who this is; an ended session goes to sign-in and comes back. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { auth, queryClient } = useServices();
  const router = useRouter();
  const signOut = useSignOut();
  const me = trpc.session.me.useQuery(
    {},
    {
      staleTime: RIGHTS_AGE,
      // Who waits for a role hears of nothing: he asks.
      refetchInterval: (query) => (query.state.data?.roles.length === 0 ? WAITING_AGE : RIGHTS_AGE),
    },
  );
  const ended = refusalOf(me.error)?.code === "UNAUTHENTICATED";
  useEffect(() => {
    const { data } = auth.onAuthStateChange((event) => {
      if (event !== "SIGNED_OUT") return;
      queryClient.clear();
      const { href } = router.state.location;
      void router.navigate({ to: "/sign-in", search: href === "/" ? {} : { next: href } });
    });
    return () => data.subscription.unsubscribe();
  }, [auth, queryClient, router]);
  useEffect(() => {
    if (ended) void auth.signOut({ scope: "local" });
  }, [ended, auth]);
  useIdleEnd(me.data?.session.idleMinutes ?? null);
  if (me.data && !ended) {
    const { locale, timezone } = me.data.display;
    const { currency } = me.data.defaults;
    chooseDisplay(locale, timezone);
    chooseHomeCurrency(currency);
    return (
      // Another region, time zone or currency draws every number and time anew.
      <SessionContext key={`${locale} ${timezone} ${currency}`} value={me.data}>
        {children}
      </SessionContext>
    );
  }
  if (me.error && !ended) {
    return (
      <main>
        <ErrorPanel error={me.error} retry={() => void me.refetch()} />
        <div style={{ textAlign: "center", marginTop: -40 }}>
          <Button variant="subtle" onClick={() => void signOut()}>
            Sign out
          </Button>
        </div>
      </main>
    );
  }
  return <div aria-busy="true" aria-label="Loading" />;
}
