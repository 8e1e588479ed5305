export { listAudit, verifyAudit } from "./list-audit.ts";
export { listChangedUsers, type DirectoryEntry } from "./list-users.ts";
export { listNotifications, markRead } from "./notifications.ts";
export { receiveEvents, type DeliveredEvent } from "./receive-events.ts";
export { recordDenials, type DeniedCall } from "./record-denials.ts";
