import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { makeRouter } from "./router.tsx";
import { ServicesContext, type Services } from "./shared/api/services.ts";
import { trpc } from "./shared/api/trpc.ts";
import { StepUpGate } from "./shared/session/step-up-gate.tsx";
import { cssVariables, theme } from "./shared/theme/theme.ts";
import { Toaster } from "./shared/ui/toaster.tsx";

/** Everything around the router: theme, data and sign-in. */
export function App({ services }: { services: Services }) {
  const [router] = useState(() => makeRouter(services));
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ServicesContext value={services}>
        <trpc.Provider client={services.client} queryClient={services.queryClient}>
          <QueryClientProvider client={services.queryClient}>
            <RouterProvider router={router} />
            <StepUpGate />
            <Toaster />
          </QueryClientProvider>
        </trpc.Provider>
      </ServicesContext>
    </MantineProvider>
  );
}
