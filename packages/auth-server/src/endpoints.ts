import type { FastifyInstance } from "fastify";
import type { AuthContext } from "./auth-context.ts";
import { adminFactors } from "./endpoints/admin-factors.ts";
import { createUser } from "./endpoints/admin-create-user.ts";
import { deleteUser } from "./endpoints/admin-delete-user.ts";
import { generateLink } from "./endpoints/admin-generate-link.ts";
import { getUserById } from "./endpoints/admin-get-user.ts";
import { listUsers } from "./endpoints/admin-list-users.ts";
import { updateUserById } from "./endpoints/admin-update-user.ts";
import { challengeFactor } from "./endpoints/factor-challenge.ts";
import { enrolFactor } from "./endpoints/factor-enrol.ts";
import { unenrolFactor } from "./endpoints/factor-unenrol.ts";
import { verifyFactor } from "./endpoints/factor-verify.ts";
import { health } from "./endpoints/health.ts";
import { identities } from "./endpoints/identities.ts";
import { invite } from "./endpoints/invite.ts";
import { jwks } from "./endpoints/jwks.ts";
import { logout } from "./endpoints/logout.ts";
import { otp } from "./endpoints/otp.ts";
import { reauthenticate } from "./endpoints/reauthenticate.ts";
import { recover } from "./endpoints/recover.ts";
import { resend } from "./endpoints/resend.ts";
import { settings } from "./endpoints/settings.ts";
import { signup } from "./endpoints/signup.ts";
import { sso } from "./endpoints/sso.ts";
import { token } from "./endpoints/token.ts";
import { updateUser } from "./endpoints/update-user.ts";
import { user } from "./endpoints/user.ts";
import { verifyCode } from "./endpoints/verify-code.ts";
import { verifyLink } from "./endpoints/verify-link.ts";

export type Endpoint = (app: FastifyInstance, auth: AuthContext) => void;

export const ENDPOINTS: readonly Endpoint[] = [
  health,
  settings,
  jwks,
  token,
  user,
  updateUser,
  logout,
  signup,
  recover,
  verifyCode,
  verifyLink,
  resend,
  otp,
  reauthenticate,
  enrolFactor,
  challengeFactor,
  verifyFactor,
  unenrolFactor,
  identities,
  sso,
  listUsers,
  createUser,
  getUserById,
  updateUserById,
  deleteUser,
  adminFactors,
  invite,
  generateLink,
];
