import type { UserRow } from "@invista/contracts/user/user";
import { Ago, Moment } from "../../shared/format/values.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { Figures, PeekSection } from "../../shared/ui/peek-panel.tsx";

/** How an account stands. */
export function PersonAccount({ person: data }: { person: UserRow }) {
  return (
    <PeekSection title="Account">
      <Figures
        items={[
          { label: "Sessions", value: data.activeSessions },
          { label: "API keys", value: data.openApiKeys },
          {
            label: "Failed sign-ins, 24 h",
            value: data.failedLogins24h,
            ...(data.failedLogins24h > 4 ? { tone: "danger" as const } : {}),
          },
        ]}
      />
      <Facts
        facts={[
          ["Roles", data.roles.join(", ") || "none"],
          ["Two-factor", data.mfaEnabled ? "On" : "Off"],
          ["Last seen", data.lastSeenAt ? <Ago at={data.lastSeenAt} /> : "never"],
          ["Since", <Moment key="since" at={data.createdAt} />],
        ]}
      />
    </PeekSection>
  );
}
