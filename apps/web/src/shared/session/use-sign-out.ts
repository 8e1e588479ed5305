import { useRouter } from "@tanstack/react-router";
import { useServices } from "../api/services.ts";

/** Ends the session here, even when the server can't be reached, and forgets what was read. */
export function useSignOut(): () => Promise<void> {
  const { auth, queryClient } = useServices();
  const router = useRouter();
  return async () => {
    await auth.signOut({ scope: "local" });
    await router.navigate({ to: "/sign-in" });
    queryClient.clear();
  };
}
