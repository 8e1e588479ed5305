import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressFiles } from "./compress-files.ts";
import { refuseSecrets } from "./refuse-secrets.ts";

const api = process.env.INVISTA_API ?? "http://127.0.0.1:4000";
const proxied = ["/trpc", "/api", "/auth", "/config.json"];

export default defineConfig({
  plugins: [tanstackRouter({ target: "react", autoCodeSplitting: true }), react(), refuseSecrets(), compressFiles()],
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: api, changeOrigin: true }])) },
  build: {
    target: "es2022",
    // The content security policy allows scripts of this origin only, so nothing may become a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file in the order of the imports: a component's rules come after those of the library they change.
    cssCodeSplit: false,
  },
});
