export {
  BATCH,
  claimEvents,
  markDelivered,
  markRefused,
  readDeliveryState,
  type DeliveryState,
  type OutboxRow,
} from "./claim-events.ts";
export { listDeliveries, replayDeliveries } from "./deliveries.ts";
export { directoryHead, writeDirectory, type DirectoryRow } from "./directory.ts";
