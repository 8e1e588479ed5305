export {
  listConfiguration,
  listConfigurationHistory,
  resetConfiguration,
  updateConfiguration,
} from "./configuration.ts";
export {
  findMissingOperations,
  findWrongWitness,
  readAuditHead,
  readAuditedOperations,
  verifyChain,
  type AuditHead,
} from "./audit-evidence.ts";
export { exportAudit, exportHead } from "./export-audit.ts";
export { listAudit } from "./list-audit.ts";
export { listChangedUsers, type DirectoryEntry } from "./list-users.ts";
export { claimDigests, claimMails, markMailed, releaseDigest, type DueDigest, type DueMail } from "./notice-mails.ts";
export { listNotifications, markRead } from "./notifications.ts";
export { getPreferences, setPreferences } from "./preferences.ts";
export { receiveEvents, type DeliveredEvent } from "./receive-events.ts";
export { recordDenials, type DeniedCall } from "./record-denials.ts";
export { openSettings, type SettingsCache } from "./settings-cache.ts";
