import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { PersonMenu } from "./person-menu.tsx";
import styles from "./side-nav.module.css";
import { useNav } from "./use-nav.ts";

/** The navigation on the left; folded it shows icons with their names on hover. */
export function SideNav({ folded, onFold }: { folded: boolean; onFold?: () => void }) {
  const groups = useNav();
  return (
    <nav className={styles.nav} aria-label="Main" data-folded={folded || undefined}>
      <div className={styles.brand}>
        <Link to="/" className={styles.logo} {...(folded ? { "aria-label": "Invista, to Today" } : {})}>
          <span className={styles.mark} aria-hidden="true">
            i
          </span>
          {folded ? null : <span>Invista</span>}
        </Link>
        {folded || !onFold ? null : <FoldButton folded={folded} onFold={onFold} />}
      </div>
      <div className={styles.groups}>
        {groups.map((group) => (
          <div key={group.label ?? "top"} className={styles.group}>
            {group.label && !folded ? (
              <div className={styles.label} id={`nav-${group.label}`}>
                {group.label}
              </div>
            ) : null}
            {group.label && folded ? <hr className={styles.rule} /> : null}
            <ul {...(group.label && !folded ? { "aria-labelledby": `nav-${group.label}` } : {})}>
              {group.items.map((item) => (
                <li key={item.to}>
                  <Tooltip label={item.label} position="right" disabled={!folded}>
                    <Link
                      to={item.to}
                      className={styles.item}
                      activeOptions={{ exact: item.to === "/", includeSearch: false }}
                      {...(folded ? { "aria-label": item.label } : {})}
                    >
                      <item.icon size={18} stroke={1.6} aria-hidden="true" />
                      {folded ? null : <span>{item.label}</span>}
                    </Link>
                  </Tooltip>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {folded && onFold ? (
        <div className={styles.unfold}>
          <FoldButton folded={folded} onFold={onFold} />
        </div>
      ) : null}
      <div className={styles.person}>
        <PersonMenu folded={folded} />
      </div>
    </nav>
  );
}

function FoldButton({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const label = folded ? "Unfold the navigation" : "Fold the navigation";
  return (
    <Tooltip label={label} position="right">
      <ActionIcon onClick={onFold} aria-label={label} aria-expanded={!folded} size={26}>
        {folded ? (
          <IconLayoutSidebarLeftExpand size={17} stroke={1.6} />
        ) : (
          <IconLayoutSidebarLeftCollapse size={17} stroke={1.6} />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
