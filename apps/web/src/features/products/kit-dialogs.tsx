import { Button } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { useState } from "react";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { BuildKitForm } from "./build-kit-form.tsx";
import { UnbuildKitForm } from "./unbuild-kit-form.tsx";

/** Building a kit and taking it apart, for whoever may change stock. */
export function KitButtons({ product }: { product: ProductView }) {
  const may = useCan("stock:adjust") && product.type === "KIT" && product.status !== "ARCHIVED";
  const [open, setOpen] = useState<"build" | "unbuild" | null>(null);
  const close = () => setOpen(null);
  if (!may) return null;
  return (
    <>
      {/[1-9]/.test(product.onHand) ? <Button onClick={() => setOpen("unbuild")}>Take apart</Button> : null}
      <Button onClick={() => setOpen("build")}>Build</Button>
      {open === "build" ? (
        <Dialog title={`Build ${product.sku}`} size={620} onClose={close}>
          <BuildKitForm kit={product} onClose={close} onDone={close} />
        </Dialog>
      ) : null}
      {open === "unbuild" ? (
        <Dialog title={`Take ${product.sku} apart`} size={560} onClose={close}>
          <UnbuildKitForm kit={product} onClose={close} />
        </Dialog>
      ) : null}
    </>
  );
}
