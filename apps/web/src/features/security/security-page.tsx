import { PlainPage } from "../../shared/ui/list-page.tsx";
import { ChangeEmail } from "./change-email.tsx";
import { ChangePassword } from "./change-password.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { SecondFactors } from "./second-factors.tsx";

/** One's own way in: authenticators, recovery codes and where one is signed in. */
export function SecurityPage() {
  return (
    <PlainPage title="Security" narrow>
      <SecondFactors />
      <OwnSessions />
      <ChangePassword />
      <ChangeEmail />
    </PlainPage>
  );
}
