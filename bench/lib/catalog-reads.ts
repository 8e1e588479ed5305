import { httpClient } from "./client.ts";

/** Reads one server over REST, one request at a time; anything but 200 is an error. */
export function restReader(url: string, token: string) {
  const client = httpClient(url, 1, { authorization: `Bearer ${token}` });
  const get = async (path: string): Promise<string> => {
    const answer = await client.send({ method: "GET", path: `/api/v1/${path}` });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 200)}`);
    return answer.body;
  };
  return { get, close: client.close };
}

export type Get = (path: string) => Promise<string>;
/** The path of the n-th request of a kind. */
export type Reads = Readonly<Record<string, (n: number) => string>>;

const LISTS: Readonly<Record<string, string>> = {
  stock: "stock?limit=50",
  products: "products?limit=50",
  movements: "movements?limit=50",
  lots: "lots?limit=50",
  "expiry board, expiring": "lots?limit=50&view=EXPIRING",
  "expiry board, expired": "lots?limit=50&view=EXPIRED",
  serials: "serials?limit=50",
  orders: "orders?limit=50",
  shipments: "shipments?limit=50",
  customers: "customers?limit=50",
};
const skuOf = (n: number) => `SKU-${String(n).padStart(7, "0")}`;

/** First and next page, where there is one, of the lists of a company that `seedCatalog` made of so many products. */
export async function listReads(get: Get, products: number): Promise<Reads> {
  const reads: Record<string, () => string> = {};
  const found = `stock?limit=50&q=${skuOf(products - 900).slice(0, 9)}`;
  for (const [name, path] of Object.entries({ ...LISTS, "stock, found": found })) {
    const cursor = /"nextCursor":"([^"]+)"/.exec(await get(path))?.[1];
    reads[`${name}, first page`] = () => path;
    if (cursor !== undefined) reads[`${name}, next page`] = () => `${path}&cursor=${encodeURIComponent(cursor)}`;
  }
  return reads;
}

/** Search, the past and boards of a company of so many products; the n-th request of a kind asks for another product. */
export function otherReads(products: number): Reads {
  const sku = (n: number) => skuOf(n % products);
  const past = new Date(Date.now() - 1_000).toISOString();
  const [plain, lots] = [Math.floor(products * 0.75), Math.floor(products * 0.95)];
  const lotted = (n: number) => plain + ((n * 31) % (lots - plain));
  const numbered = (n: number) => lots + ((n * 31) % (products - lots));
  return {
    "search by SKU prefix": (n) => `products/search?q=${sku(n * 7_919).slice(0, 9)}`,
    "search by two letters": (n) => `products/search?q=${["sk", "co", "va", "st"][n % 4]}`,
    "search by name": (n) =>
      `products/search?q=${["valve", "copper pump", "tank model", "hose"][n % 4]?.replace(" ", "+")}`,
    "search by SKU": (n) => `products/search?q=${sku(n * 104_729)}`,
    "search by barcode": (n) => `products/search?q=CODE-${(n * 7_919) % products}`,
    "as of, one position": (n) => `stock-as-of/p${(n * 31) % products}/wa?at=${past}`,
    "as of, first page": () => `stock-as-of?limit=50&at=${past}`,
    "as of, one bin": (n) => `stock-as-of?limit=50&at=${past}&location=C-${1 + (n % 50)}`,
    "as of, lots": () => `lots-as-of?limit=50&at=${past}`,
    "as of, lots in stock": () => `lots-as-of?limit=50&view=IN_STOCK&at=${past}`,
    "as of, one lot": (n) => `lots-as-of/l${lotted(n)}-${1 + (n % 3)}?at=${past}`,
    "as of, pieces": () => `serials-as-of?limit=50&at=${past}`,
    "as of, one piece": (n) => `serials-as-of/s${numbered(n)}-${1 + (n % 4)}?at=${past}`,
    "as of, bins": () => `warehouses/wc/locations-as-of?limit=50&at=${past}`,
    "as of, contents of a bin": (n) => `warehouses/wc/contents-as-of?location=C-${1 + (n % 1000)}&at=${past}`,
    "bin map": () => "warehouses/wc/map",
    "own fields with their use": () => "attributes",
    "board of the way out": () => "shipment-board",
  };
}
