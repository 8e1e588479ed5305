export { createView, listViews, removeView, updateView } from "./views.ts";
export { reactivatePerson, removePerson, renamePerson, suspendPerson } from "./change-person.ts";
export { getPerson, listPeople } from "./list-people.ts";
export { getProfile, setAvatar, updateDisplay, updateProfile } from "./profile.ts";
export {
  confirmFactor,
  getMfa,
  recoverWithCode,
  regenerateCodes,
  removeFactor,
  renameFactor,
  resetMfa,
  type Recovery,
} from "./second-factors.ts";
export { listSessions, revokeSession, revokeSessions, revokeSessionsOf } from "./sessions.ts";
export { acceptInvitation, findInvitation } from "./accept-invitation.ts";
export { invite, resendInvitation, revokeInvitation, type InvitationMail } from "./invite.ts";
export { listInvitations } from "./list-invitations.ts";
