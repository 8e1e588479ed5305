import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Notice } from "./notice.tsx";

/** There is no page at this address. */
export function PageMissing() {
  return (
    <Notice
      icon={<IconMapOff size={28} stroke={1.5} />}
      title="There is no page at this address"
      action={<Button renderRoot={(props) => <Link to="/" {...props} />}>Go to Today</Button>}
    >
      The link may be old, or something was mistyped. Press <kbd>Ctrl</kbd> <kbd>K</kbd> to search for what you meant.
    </Notice>
  );
}
