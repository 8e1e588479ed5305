import { Drawer } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import styles from "./phone-bar.module.css";
import { useNav } from "./use-nav.ts";

const FIRST = ["/", "/stock", "/orders"];

/** The navigation of phones: three pages, and the rest under More. */
export function PhoneBar() {
  const [open, setOpen] = useState(false);
  const items = useNav().flatMap((group) => group.items);
  const first = items.filter((item) => FIRST.includes(item.to));
  const more = items.filter((item) => !FIRST.includes(item.to));
  return (
    <nav className={styles.bar} aria-label="Main, phone">
      {first.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          className={styles.item}
          activeOptions={{ exact: item.to === "/", includeSearch: false }}
        >
          <item.icon size={20} stroke={1.6} aria-hidden="true" />
          {item.label}
        </Link>
      ))}
      <button type="button" className={styles.item} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <IconMenu2 size={20} stroke={1.6} aria-hidden="true" />
        More
      </button>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        styles={{ content: { height: "auto" } }}
        title="More"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <ul className={styles.more}>
          {more.map((item) => (
            <li key={item.to}>
              <Link to={item.to} onClick={() => setOpen(false)}>
                <item.icon size={20} stroke={1.6} aria-hidden="true" />
                {item.label}
              </Link>
            </li>
          ))}
        </ul>
      </Drawer>
    </nav>
  );
}
