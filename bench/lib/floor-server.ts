import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import pg from "pg";
import { z } from "zod";

// The floor: node:http and pg with the same SQL effects and the same transaction boundaries, and nothing else.
const pool = new pg.Pool({ connectionString: z.string().parse(process.env.FLOOR_URL), max: 8 });
pool.on("error", () => undefined);

const AVAILABLE = `CASE WHEN b.is_sellable AND (l.id IS NULL OR (l.status = 'RELEASED' AND (l.expires_at IS NULL OR l.expires_at > now()))) THEN i.quantity - i.reserved_quantity ELSE 0 END`;
// The same columns that the product answers: a floor that reads less would be no floor.
const columns = `
  , per_warehouse AS (SELECT i.product_id, w.id, w.code, sum(CASE WHEN b.type = 'TRANSIT' THEN 0 ELSE i.quantity END) AS on_hand, sum(i.reserved_quantity) AS reserved, sum(${AVAILABLE}) AS available
    FROM inventory_item i JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location LEFT JOIN lot l ON l.id = i.lot_id JOIN warehouse w ON w.id = i.warehouse_id
    WHERE i.product_id = ANY (ARRAY(SELECT id FROM page)) GROUP BY i.product_id, w.id),
  stock AS (SELECT product_id, sum(on_hand) AS on_hand, sum(reserved) AS reserved, sum(available) AS available,
    json_agg(json_build_object('warehouseId', id, 'code', code, 'onHand', trim_scale(on_hand)::text, 'reserved', trim_scale(reserved)::text, 'available', trim_scale(available)::text) ORDER BY code) AS rows
    FROM per_warehouse GROUP BY product_id),
  price AS (SELECT DISTINCT ON (product_id) product_id, trim_scale(unit_price)::text AS unit_price, currency FROM product_price WHERE product_id = ANY (ARRAY(SELECT id FROM page))
    AND list_code = 'DEFAULT' AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now()) ORDER BY product_id, min_quantity, currency),
  code AS (SELECT DISTINCT ON (product_id) product_id, barcode FROM product_unit WHERE product_id = ANY (ARRAY(SELECT id FROM page)) AND barcode IS NOT NULL ORDER BY product_id, created_at, id)
  SELECT p.id, p.sku, p.name, p.status, p.type, p.category_id, c.name AS category, u.code AS unit, price.unit_price, price.currency, code.barcode, coalesce(stock.rows, '[]'::json) AS stock,
    trim_scale(coalesce(stock.on_hand, 0))::text AS on_hand, trim_scale(coalesce(stock.reserved, 0))::text AS reserved, trim_scale(coalesce(stock.available, 0))::text AS available, p.updated_at, p.version`;
const source = `FROM page p JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN category c ON c.id = p.category_id
  LEFT JOIN stock ON stock.product_id = p.id LEFT JOIN price ON price.product_id = p.id LEFT JOIN code ON code.product_id = p.id`;
const details = `, p.description, p.qty_precision, p.cost_method, p.track_lots, p.track_serials, p.track_expiry, p.created_at, p.created_by, creator.display_name AS created_by_name,
  EXISTS (SELECT 1 FROM stock_movement m WHERE m.product_id = p.id) AS has_movements`;

const list = (name: string, id: string) =>
  pool.query({
    name: "list",
    text: `WITH page AS MATERIALIZED (SELECT p.* FROM product p WHERE (p.name, p.id) > ($1, $2) ORDER BY p.name, p.id LIMIT 51) ${columns} ${source} ORDER BY p.name, p.id`,
    values: [name, id],
  });
const detail = (id: string) =>
  pool.query({
    name: "detail",
    text: `WITH page AS MATERIALIZED (SELECT p.* FROM product p WHERE p.id = $1) ${columns} ${details} ${source} LEFT JOIN "user" creator ON creator.id = p.created_by`,
    values: [id],
  });
const search = (term: string) =>
  pool.query({
    name: "search",
    text: `WITH hit AS ((SELECT id, 0 AS rank FROM product WHERE sku = $1) UNION ALL (SELECT product_id, 0 FROM product_unit WHERE barcode = $1)
      UNION ALL (SELECT id, 1 FROM product WHERE lower(sku) LIKE $2 ORDER BY lower(sku) COLLATE "C" LIMIT 20) UNION ALL (SELECT id, 2 FROM product WHERE name ILIKE $3 LIMIT 40)),
      best AS (SELECT id, min(rank) AS rank FROM hit GROUP BY id ORDER BY 2, 1 LIMIT 20), page AS MATERIALIZED (SELECT p.*, best.rank FROM best JOIN product p ON p.id = best.id) ${columns} ${source} ORDER BY p.rank, p.name`,
    values: [term, `${term.toLowerCase()}%`, `%${term}%`],
  });

async function command(
  procedure: string,
  key: string,
  input: unknown,
  body: (client: pg.PoolClient, operation: string) => Promise<object>,
  notices: (result: object) => readonly object[] = () => [],
): Promise<object> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const hash = createHash("sha256").update(JSON.stringify(input)).digest("hex");
    const begun = await client.query({
      name: "begin",
      text: "SELECT operation_id FROM begin_command($1, 'floor', $2, $3, $4::jsonb)",
      values: [procedure, key, hash, JSON.stringify(input)],
    });
    const operation = z.string().parse(begun.rows[0].operation_id);
    const result = await body(client, operation);
    const events = [
      {
        topic: "audit",
        entity: "floor:1",
        payload: {
          userId: "floor",
          action: "ADJUST",
          resource: "floor",
          resourceId: "1",
          newValues: input,
          at: new Date().toISOString(),
        },
      },
      ...notices(result).map((payload) => ({ topic: "notification", entity: "floor:1", payload })),
    ];
    await client.query({
      name: "finish",
      text: "SELECT 1 FROM finish_command($1, $2::jsonb, $3::jsonb)",
      values: [operation, JSON.stringify(result), JSON.stringify(events)],
    });
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

const adjust = (input: { productId: string; delta: string }) =>
  command("adjust", randomUUID(), input, async (client, operation) => {
    const lines = [
      { productId: input.productId, warehouseId: "wa", location: "", type: "ADJUSTMENT", quantity: input.delta },
    ];
    return (
      await client.query({
        name: "post",
        text: "SELECT * FROM post_movements($1, 'floor', $2::jsonb)",
        values: [operation, JSON.stringify(lines)],
      })
    ).rows[0];
  });

const move = (input: { productId: string; quantity: string }) =>
  command("move", randomUUID(), input, async (client, operation) => {
    const line = { productId: input.productId, warehouseId: "wa", type: "PUTAWAY" };
    const lines = [
      { ...line, location: "", quantity: `-${input.quantity}` },
      { ...line, location: "B-1", quantity: input.quantity },
    ];
    return (
      await client.query({
        name: "post",
        text: "SELECT * FROM post_movements($1, 'floor', $2::jsonb)",
        values: [operation, JSON.stringify(lines)],
      })
    ).rows[0];
  });

const order = (input: { lines: { productId: string; quantity: string }[] }) =>
  command(
    "order",
    randomUUID(),
    input,
    async (client, operation) => {
      const ids = input.lines.map((line) => line.productId);
      await client.query({
        name: "o1",
        text: "SELECT id, currency, price_list_code, credit_limit FROM customer WHERE id = 'c0'",
      });
      await client.query({
        name: "o2",
        text: "SELECT p.id, p.sku, p.status, p.qty_precision, x.unit_price FROM product p JOIN product_price x ON x.product_id = p.id WHERE p.id = ANY ($1)",
        values: [ids],
      });
      const made = await client.query({
        name: "o3",
        text: `INSERT INTO "order" (customer_id, status, currency, subtotal, total, created_by, placed_at) VALUES ('c0', 'PENDING', 'EUR', $1, $1, 'floor', now()) RETURNING id, order_number`,
        values: [9.9 * input.lines.length],
      });
      const orderId = z.string().parse(made.rows[0].id);
      const items = await client.query({
        name: "o4",
        text: `INSERT INTO order_item (order_id, line_no, product_id, quantity, unit_price, line_total) SELECT $1, n, x ->> 'productId', (x ->> 'quantity')::numeric, 9.9, 9.9 FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS l(x, n) RETURNING id, product_id`,
        values: [orderId, JSON.stringify(input.lines)],
      });
      const stock = await client.query({
        name: "o5",
        text: "SELECT i.id, i.product_id FROM inventory_item i JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location WHERE i.product_id = ANY ($1) AND b.is_sellable AND i.quantity > i.reserved_quantity ORDER BY i.id FOR UPDATE OF i",
        values: [ids],
      });
      const claims = items.rows.map((item) => ({
        orderItemId: item.id,
        quantity: "1",
        itemId: stock.rows.find((row) => row.product_id === item.product_id)?.id,
      }));
      await client.query({
        name: "o6",
        text: "SELECT * FROM reserve_stock($1, 'floor', 'ORDER', $2, NULL, $3::jsonb)",
        values: [operation, orderId, JSON.stringify(claims)],
      });
      return { id: orderId };
    },
    announced,
  );

/** As the product does: the creator hears that the order stands, the others that it waits. */
function announced(order: object): object[] {
  const { id } = z.object({ id: z.string() }).parse(order);
  const notice = {
    title: "Order Created",
    message: `Order ${id} has been created successfully`,
    type: "SUCCESS",
    link: `/orders/${id}`,
  };
  return [
    { ...notice, to: { userIds: ["floor"] }, dedupeKey: `floor-placed:${id}` },
    { ...notice, to: { permission: "order:confirm", except: "floor" }, dedupeKey: `floor-to-confirm:${id}` },
  ];
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? "/", "http://floor");
  const value = (name: string) => url.searchParams.get(name) ?? "";
  if (url.pathname === "/list") return (await list(value("name"), value("id"))).rows;
  if (url.pathname === "/detail") return (await detail(value("id"))).rows[0];
  if (url.pathname === "/search") return (await search(value("q"))).rows;
  if (url.pathname === "/adjust")
    return adjust(z.object({ productId: z.string(), delta: z.string() }).parse(JSON.parse(await read(request))));
  if (url.pathname === "/move")
    return move(z.object({ productId: z.string(), quantity: z.string() }).parse(JSON.parse(await read(request))));
  return order(
    z
      .object({ lines: z.array(z.object({ productId: z.string(), quantity: z.string() })) })
      .parse(JSON.parse(await read(request))),
  );
}

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  answer(request).then(
    (result) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") process.send?.({ port: address.port });
});
process.on("disconnect", () => process.exit(0));
