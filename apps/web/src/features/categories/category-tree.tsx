import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconHierarchy2, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import type { Category } from "./category.ts";
import { CategoryDialog } from "./category-dialog.tsx";
import styles from "./category-tree.module.css";
import { MergeCategoryDialog } from "./merge-category.tsx";
import { RemoveCategoryDialog } from "./remove-category.tsx";

type Open = { kind: "create"; parentId: string | null } | { kind: "edit" | "merge" | "remove"; category: Category };

/** The categories as a tree, with how many products each holds. */
export function CategoryTree() {
  const query = trpc.category.list.useQuery({});
  const mayManage = useCan("category:manage");
  const mayReadProducts = useCan("product:read");
  const [open, setOpen] = useState<Open | null>(null);
  const create = (parentId: string | null = null) => setOpen({ kind: "create", parentId });
  const close = () => setOpen(null);
  const rows = query.data?.rows ?? [];
  useShortcuts(
    [{ keys: "c", label: "new category", group: "This page", inFooter: true, run: () => create() }],
    mayManage,
  );
  return (
    <PlainPage
      title="Categories"
      figures={query.data ? plural(rows.length, "category", "categories") : null}
      narrow
      actions={
        mayManage ? (
          <>
            <Button component={Link} to="/fields">
              Fields
            </Button>
            <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => create()}>
              New category
            </Button>
          </>
        ) : null
      }
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={320} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={
          <Notice
            icon={<IconHierarchy2 size={28} stroke={1.5} />}
            title="No categories yet"
            action={
              mayManage ? (
                <Button variant="filled" onClick={() => create()}>
                  New category
                </Button>
              ) : null
            }
          >
            Categories group products in a tree. Lists filter by them, with everything inside.
          </Notice>
        }
      >
        {(data) => (
          <Panel flush>
            <ul className={styles.tree} aria-label="Categories">
              {data.rows.map((category) => (
                <li
                  key={category.id}
                  className={styles.row}
                  style={{ paddingLeft: 14 + category.depth * 22 }}
                  data-entity="category"
                  data-id={category.id}
                >
                  <span className={`${styles.name} cut`} data-top={category.depth === 0 || undefined}>
                    {category.name}
                  </span>
                  {mayReadProducts && category.products > 0 ? (
                    <Link
                      to="/products"
                      search={{ category: category.id }}
                      aria-label={`${plural(category.products, "product")} in ${category.name}`}
                    >
                      {plural(category.products, "product")}
                    </Link>
                  ) : (
                    <span className="faint">
                      {category.products === 0 ? "no products" : plural(category.products, "product")}
                    </span>
                  )}
                  {mayManage ? <RowMenu category={category} onOpen={setOpen} /> : null}
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </QueryArea>
      {open?.kind === "create" ? (
        <CategoryDialog category={null} parentId={open.parentId} all={rows} onClose={close} />
      ) : null}
      {open?.kind === "edit" ? (
        <CategoryDialog category={open.category} parentId={open.category.parentId} all={rows} onClose={close} />
      ) : null}
      {open?.kind === "merge" ? <MergeCategoryDialog category={open.category} all={rows} onClose={close} /> : null}
      {open?.kind === "remove" ? <RemoveCategoryDialog category={open.category} onClose={close} /> : null}
    </PlainPage>
  );
}

function RowMenu({ category, onOpen }: { category: Category; onOpen: (open: Open) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${category.name}`} size={26}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ kind: "edit", category })}>Rename or move</Menu.Item>
        <Menu.Item onClick={() => onOpen({ kind: "create", parentId: category.id })}>New category inside</Menu.Item>
        <Menu.Item onClick={() => onOpen({ kind: "merge", category })}>Merge into another</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => onOpen({ kind: "remove", category })}>Remove</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
