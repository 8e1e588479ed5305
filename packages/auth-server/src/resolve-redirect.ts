/**
 * Where a link leads back to: the address asked for when it is of the site itself or on the list, else the site. Only a
 * plainly written http(s) address is looked at, so that no two programs read it differently.
 */
export function resolveRedirect(asked: unknown, siteUrl: string, allowList: readonly string[]): string {
  if (typeof asked !== "string" || !/^https?:\/\/[!-~]+$/i.test(asked) || asked.includes("\\")) return siteUrl;
  if (!URL.canParse(asked)) return siteUrl;
  const target = new URL(asked);
  if (target.username !== "" || target.password !== "") return siteUrl;
  const isAllowed = isOfSite(target, new URL(siteUrl)) || allowList.some((glob) => matches(target.href, glob));
  return isAllowed ? target.href : siteUrl;
}

function isOfSite(target: URL, site: URL): boolean {
  const isSameHost = target.protocol === site.protocol && target.hostname === site.hostname;
  return isSameHost && (target.port === site.port || ["localhost", "127.0.0.1", "[::1]"].includes(site.hostname));
}

/** `*` stands for anything but a separator (`.` and `/`), `**` for anything, `?` for one character. */
function matches(href: string, glob: string): boolean {
  const pattern = glob.replace(/\*\*|\*|\?|[.+^${}()|[\]\\]/g, (part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^./]*";
    return part === "?" ? "[^./]" : `\\${part}`;
  });
  return new RegExp(`^${pattern}$`).test(href);
}

/** Adds parameters to an address: to the query, and to the fragment in place of what was there. */
export function withParameters(
  address: string,
  parameters: { query?: Record<string, string>; fragment?: Record<string, string> },
): string {
  const url = new URL(address);
  const isBare = url.pathname === "/" && !address.startsWith(`${url.origin}/`);
  for (const [name, value] of Object.entries(parameters.query ?? {})) url.searchParams.set(name, value);
  if (parameters.fragment) url.hash = new URLSearchParams(parameters.fragment).toString();
  // The site is answered as it is written, without a slash of the URL parser's making.
  return isBare ? url.origin + url.search + url.hash : url.href;
}
