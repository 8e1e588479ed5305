import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useServices } from "../../shared/api/services.ts";

/** A picture of a product, fetched with the session's token; an empty frame until it is there or when it can't be read. */
export function ProductPicture({ fileId, name, size }: { fileId: string; name: string; size: number }) {
  const { accessToken } = useServices();
  const { data: address } = useQuery({
    queryKey: ["product-picture", fileId],
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async () => {
      const token = await accessToken();
      const answer = await fetch(`/api/v1/files/${fileId}`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      if (!answer.ok) throw await answer.json();
      return URL.createObjectURL(await answer.blob());
    },
  });
  useEffect(() => {
    if (address) return () => URL.revokeObjectURL(address);
    return undefined;
  }, [address]);
  const frame = {
    flex: "none",
    width: size,
    height: size,
    borderRadius: "var(--radius)",
    background: "var(--hover)",
    objectFit: "contain",
  } as const;
  return address ? <img src={address} alt={name} style={frame} /> : <span style={frame} aria-hidden />;
}
