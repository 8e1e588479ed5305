import { trpc } from "../../shared/api/trpc.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { AvatarField } from "./avatar-field.tsx";
import { DisplayForm } from "./display-form.tsx";
import { ProfileForm } from "./profile-form.tsx";

/** How one appears to others, and how one sees numbers, dates and tables. */
export function ProfilePage() {
  const query = trpc.profile.get.useQuery({});
  return (
    <PlainPage title="Profile" narrow>
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(profile) => (
          <>
            <Panel title="About you" hint="What colleagues see beside your work">
              <AvatarField profile={profile} />
              <ProfileForm key={profile.version} profile={profile} />
            </Panel>
            <Panel title="Region and display" hint="Kept with your account, in every browser">
              <DisplayForm display={profile.display} />
            </Panel>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}
