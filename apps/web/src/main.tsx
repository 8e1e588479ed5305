import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "./shared/theme/tokens.css";
import "./shared/theme/base.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startServices } from "./shared/api/services.ts";
import { StartFailed } from "./shared/ui/start-failed.tsx";

const element = document.getElementById("root");
if (!element) throw new Error("index.html has no #root");
const root = createRoot(element);
try {
  root.render(<App services={await startServices()} />);
} catch {
  root.render(<StartFailed />);
}
