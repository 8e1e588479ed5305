import { initials } from "../format/words.ts";
import styles from "./avatar.module.css";

/** A person's picture, or the first letters of the name; the name itself stands beside it. */
export function Avatar({ name, picture, large = false }: { name: string; picture: string | null; large?: boolean }) {
  if (picture)
    return <img className={styles.avatar} data-large={large || undefined} src={`/api/v1/avatars/${picture}`} alt="" />;
  return (
    <span className={styles.avatar} data-large={large || undefined} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
