export { buildKit } from "./build-kit.ts";
export { planKit } from "./plan-kit.ts";
export { planUnbuild, unbuildKit } from "./unbuild-kit.ts";
