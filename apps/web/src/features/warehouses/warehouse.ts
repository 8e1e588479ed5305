import type { Outputs } from "../../shared/api/trpc.ts";

export type Warehouse = Outputs["warehouse"]["list"]["rows"][number];
