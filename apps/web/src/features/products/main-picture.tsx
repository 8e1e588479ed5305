import { trpc } from "../../shared/api/trpc.ts";
import { ProductPicture } from "./product-picture.tsx";

/** The newest picture of a product; nothing where it has none. */
export function MainPicture({ productId }: { productId: string }) {
  const { data } = trpc.catalog.files.useQuery({ productId });
  const main = data?.rows.find((file) => file.isMain);
  return main ? (
    <div style={{ marginBottom: 12 }}>
      <ProductPicture fileId={main.id} name={main.name} size={160} />
    </div>
  ) : null;
}
