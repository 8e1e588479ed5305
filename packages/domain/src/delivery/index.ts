export {
  BATCH,
  claimEvents,
  markDelivered,
  markRefused,
  readDeliveryState,
  type DeliveryState,
  type OutboxRow,
} from "./claim-events.ts";
export {
  listSettledOperations,
  findWrongDigest,
  readWitnesses,
  writeWitness,
  type AuditedOperation,
  type Witness,
} from "./audit-witness.ts";
export { listDeliveries, replayDeliveries } from "./deliveries.ts";
export { directoryHead, writeDirectory, type DirectoryRow } from "./directory.ts";
