/** A small file of one kind of trouble, and what its dry run must answer. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fileError?: { readonly code: string; readonly line?: number; readonly column?: string };
  readonly total?: number;
  readonly quantity?: string;
  readonly rejected?: readonly { readonly line: number; readonly code: string }[];
}

const HEADER = "sku,name,quantity,warehouse";
const rows = (prefix: string) => [`${prefix}-1,Nut,4,MAIN`, `${prefix}-2,"Washer, flat",5,EAST`];
const file = (prefix: string, eol = "\n", extra: readonly string[] = []) =>
  [HEADER, ...rows(prefix), ...extra, ""].join(eol);
const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
const good = { total: 2, quantity: "9", rejected: [] };

/** One file of each malformed kind, made here; SKUs differ from file to file. */
export const IMPORT_FILES: readonly ImportFile[] = [
  { name: "byte order mark", bytes: Buffer.from(`\uFEFF${file("BM")}`), ...good },
  { name: "UTF-16, little end first", bytes: Buffer.from(`\uFEFF${file("UL")}`, "utf16le"), ...good },
  { name: "UTF-16, big end first", bytes: utf16be(file("UB")), ...good },
  { name: "UTF-16 without a mark", bytes: Buffer.from(file("UN"), "utf16le"), ...good },
  {
    name: "Windows text",
    bytes: Buffer.from(file("WT", "\n", ["WT-3,Gr\xf6\xdfe,1,MAIN"]), "latin1"),
    total: 3,
    quantity: "10",
    rejected: [],
  },
  { name: "CRLF", bytes: Buffer.from(file("CR", "\r\n")), ...good },
  { name: "lone CR", bytes: Buffer.from(file("LC", "\r")), ...good },
  {
    name: "a newline inside quotation marks shifts the lines",
    bytes: Buffer.from(`${HEADER}\nQN-1,"two\r\nlines",4,MAIN\n\n,no sku,1,MAIN\n`),
    total: 2,
    quantity: "4",
    rejected: [{ line: 5, code: "SKU_MISSING" }],
  },
  { name: "semicolons", bytes: Buffer.from('sku;name;quantity;price\nSC-1;Nut;4;1,50\nSC-2;"a;b";5;2,25\n'), ...good },
  { name: "tabs", bytes: Buffer.from("sku\tname\tquantity\nTA-1\tNut\t4\nTA-2\ta, b\t5\n"), ...good },
  {
    name: "a quotation mark that never closes",
    bytes: Buffer.from(`${HEADER}\nUQ-1,Nut,1,MAIN\nUQ-2,"open,2,MAIN\nUQ-3,Nut,3,MAIN\n`),
    fileError: { code: "UNTERMINATED_QUOTE", line: 3 },
  },
  {
    name: "text behind a closing quotation mark",
    bytes: Buffer.from(`${HEADER}\nQM-1,"Nut"s,1,MAIN\n`),
    fileError: { code: "QUOTE_MALFORMED", line: 2 },
  },
  {
    name: "two quoted parts in one cell",
    bytes: Buffer.from(`${HEADER}\nQP-1,"Nut" "Bolt",1,MAIN\n`),
    fileError: { code: "QUOTE_MALFORMED", line: 2 },
  },
  {
    name: "ragged rows",
    bytes: Buffer.from(`${HEADER}\nRR-1,Nut,4,MAIN\nRR-2,Short\nRR-3,Long,5,MAIN,more\nRR-4,Bolt,5,MAIN\n`),
    total: 4,
    quantity: "9",
    rejected: [
      { line: 3, code: "COLUMN_COUNT" },
      { line: 4, code: "COLUMN_COUNT" },
    ],
  },
  {
    name: "the same header twice",
    bytes: Buffer.from("sku,name,Name \nDH-1,a,b\n"),
    fileError: { code: "DUPLICATE_COLUMN", line: 1, column: "name" },
  },
  {
    name: "the header again among the rows",
    bytes: Buffer.from(`${file("HR")}${HEADER}\n`),
    total: 3,
    quantity: "9",
    rejected: [{ line: 4, code: "HEADER_REPEATED" }],
  },
  {
    name: "NUL and other control characters",
    bytes: Buffer.from(`${file("NU")}NU-3,Nu\u0000t,1,MAIN\nNU-4,Be\u0007ll,1,MAIN\n`),
    total: 4,
    quantity: "9",
    rejected: [
      { line: 4, code: "CONTROL_CHAR" },
      { line: 5, code: "CONTROL_CHAR" },
    ],
  },
  {
    name: "a huge cell, and a SKU that is too long",
    bytes: Buffer.from(`${file("HC")}HC-3,${"x".repeat(70_000)},1,MAIN\n${"S".repeat(101)},Nut,1,MAIN\n`),
    total: 4,
    quantity: "9",
    rejected: [
      { line: 4, code: "CELL_TOO_LONG" },
      { line: 5, code: "CELL_TOO_LONG" },
    ],
  },
  { name: "an empty file", bytes: Buffer.alloc(0), fileError: { code: "EMPTY_FILE" } },
  { name: "a file of blank lines", bytes: Buffer.from("\n\n\n"), fileError: { code: "EMPTY_FILE" } },
  { name: "a header without rows", bytes: Buffer.from(`${HEADER}\n`), fileError: { code: "NO_DATA_ROWS" } },
  {
    name: "too many columns",
    bytes: Buffer.from(`sku,name${",".repeat(999)}\nA,B\n`),
    fileError: { code: "TOO_MANY_COLUMNS", line: 1 },
  },
  {
    name: "no column for the SKU",
    bytes: Buffer.from("name,quantity\nNut,1\n"),
    fileError: { code: "MISSING_REQUIRED_COLUMN", column: "sku" },
  },
  { name: "a PDF", bytes: Buffer.from("%PDF-1.7\n%\u00e2\u00e3"), fileError: { code: "NOT_CSV" } },
  {
    name: "formulas stay text",
    bytes: Buffer.from(`${HEADER}\nFO-1,"=HYPERLINK(""http://x"")",4,MAIN\nFO-2,'@SUM(A1),5,MAIN\n`),
    ...good,
  },
  {
    name: "numbers that are none",
    bytes: Buffer.from(
      "sku,name,quantity,price\nNB-1,a,1e3,1\nNB-2,b,1.5,1\nNB-3,c,-1,1\nNB-4,d,99999999999,1\nNB-5,e,1,-1\nNB-6,f,1,1.999\nNB-7,g,NaN,1\nNB-8,h,9,1\n",
    ),
    total: 8,
    quantity: "9",
    rejected: [
      { line: 2, code: "NUMBER_INVALID" },
      { line: 3, code: "QTY_NOT_INTEGER" },
      { line: 4, code: "QTY_NEGATIVE" },
      { line: 5, code: "NUMBER_OUT_OF_RANGE" },
      { line: 6, code: "PRICE_NEGATIVE" },
      { line: 7, code: "PRICE_PRECISION" },
      { line: 8, code: "NUMBER_INVALID" },
    ],
  },
  {
    name: "the same SKU twice",
    bytes: Buffer.from(`${file("SD")}SD-1,Nut again,4,MAIN\nsd-1,Another code,0,MAIN\n`),
    total: 4,
    quantity: "9",
    rejected: [{ line: 4, code: "SKU_DUPLICATE_IN_FILE" }],
  },
];

/** A Shopify product export in little: a product of two variants with a picture row, one without a SKU, one with a negative stock. */
export const SHOPIFY_FILE = `Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src
mug,Mug,"<p>A mug,
two lines</p>",Potter,Kitchen,TRUE,Colour,Blue,'007,4,9.50,'0001,https://img/1
mug,,,,,,,Red,MUG-R,5,9.50,,
mug,,,,,,,,,,,,https://img/2
bowl,Bowl,,Potter,Kitchen,FALSE,Title,Default Title,,,12.00,,
jug,Jug,,Potter,Kitchen,TRUE,Title,Default Title,JUG,-2,15.00,,
`;

/** A WooCommerce product export in little: a variable product with two variations, a grouped one, a simple one with stock and one without SKU. */
export const WOOCOMMERCE_FILE = `ID,Type,SKU,Name,Published,Short description,Description,Stock,Regular price,Categories,Parent,Weight (kg),Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)
10,variable,tee,T-Shirt,1,Soft,,,,"Clothing > Tees, Sale",,,Size,"S, M",Colour,"Red, Blue"
11,variation,tee-s,T-Shirt - S,1,,,4,18,,tee,.25,Size,S,Colour,Red
12,variation,tee-m,T-Shirt - M,1,,,,18.50,,id:10,0.3,Size,M,,
20,grouped,set,A set,1,,,,,Clothing,,,,,,
30,simple,mug-w,Mug,0,,"'=A mug",5,9,"Kitchen\\, Bar",,,,,,
40,simple,,No code,1,,,,5,,,,,,,
`;
