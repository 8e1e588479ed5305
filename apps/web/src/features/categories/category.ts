import type { Outputs } from "../../shared/api/trpc.ts";

export type Category = Outputs["category"]["list"]["rows"][number];
