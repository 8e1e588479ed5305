import { Button } from "@mantine/core";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { ErrorPanel } from "./error-panel.tsx";

/** Shown in place of a screen that broke; the navigation around it keeps working. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div>
      <ErrorPanel error={error} retry={again} />
      <div style={{ textAlign: "center", marginTop: -40 }}>
        <Button variant="subtle" onClick={() => location.reload()}>
          Reload the page
        </Button>
      </div>
    </div>
  );
}
