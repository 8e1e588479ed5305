import { Button } from "@mantine/core";
import type { ProfileView } from "@invista/contracts/profile/profile";
import { useRef, useState } from "react";
import { useServices } from "../../shared/api/services.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useMe } from "../../shared/session/session.tsx";
import { Avatar } from "../../shared/ui/avatar.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./profile.module.css";
import { resizePicture } from "./resize-picture.ts";

/** One's picture: made small here, checked again by the server. */
export function AvatarField({ profile }: { profile: ProfileView }) {
  const { accessToken } = useServices();
  const utils = trpc.useUtils();
  const { user } = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);

  const send = async (picture: File | null) => {
    setBusy(true);
    try {
      const body = picture ? await resizePicture(picture) : null;
      const answer = await fetch("/api/v1/avatars", {
        method: body ? "POST" : "DELETE",
        headers: { authorization: `Bearer ${await accessToken()}`, ...(body ? { "content-type": body.type } : {}) },
        body,
      });
      if (!answer.ok) throw new Error(messageOf(await answer.text()));
      await Promise.all([utils.profile.invalidate(), utils.session.me.invalidate(), utils.user.invalidate()]);
      showToast({
        code: "profile.pictureUpdated",
        text: picture ? "Your picture was saved" : "Your picture was removed",
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : "The picture was not saved.";
      showToast({ code: "profile.pictureRefused", tone: "failed", text });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.avatar}>
      <Avatar name={user.displayName} picture={profile.avatar} large />
      <div className={styles.buttons}>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          className={styles.file}
          aria-label="Picture file"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file) void send(file);
          }}
        />
        <Button loading={busy} onClick={() => input.current?.click()}>
          {profile.avatar ? "Change the picture" : "Add a picture"}
        </Button>
        {profile.avatar ? (
          <Button disabled={busy} onClick={() => void send(null)}>
            Remove
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function messageOf(body: string): string {
  try {
    const message: unknown = Reflect.get(Object(JSON.parse(body)), "message");
    return typeof message === "string" ? message : "The picture was not saved.";
  } catch {
    return "The picture was not saved.";
  }
}
