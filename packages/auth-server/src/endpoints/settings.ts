import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";

const OFF_PROVIDERS = [
  "anonymous_users",
  "apple",
  "azure",
  "bitbucket",
  "discord",
  "facebook",
  "figma",
  "fly",
  "github",
  "gitlab",
  "google",
  "kakao",
  "keycloak",
  "linkedin",
  "linkedin_oidc",
  "notion",
  "phone",
  "slack",
  "slack_oidc",
  "spotify",
  "twitch",
  "twitter",
  "workos",
  "zoom",
];

/** GET /settings: what a client may offer. */
export function settings(app: FastifyInstance, auth: AuthContext): void {
  app.get("/settings", () => ({
    external: { ...Object.fromEntries(OFF_PROVIDERS.map((name) => [name, false])), email: true },
    disable_signup: !auth.signUp,
    mailer_autoconfirm: auth.autoConfirm,
    phone_autoconfirm: false,
    sms_provider: "",
    saml_enabled: false,
    passkeys_enabled: false,
  }));
}
