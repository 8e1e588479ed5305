import { authMiddleware, ensureDefaultRoles, loginUser } from "@invista/auth";
import { startTestAuth, type TestAuth } from "@invista/auth-server/testing";
import { disconnectAll, healthCheck, neonClient, setQueryLog, supabaseClient, trackQuery, metrics } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createProductWithInventory,
  createWithUserValidation,
  getDashboardData,
  getUserWithBusinessData,
  processOrder,
} from "../src/index.ts";
import { deliverBatch } from "../src/flows/deliver-outbox.ts";
import { snippets } from "./brief-snippets.ts";

const email = "ines@example.com";
const password = "a long enough passphrase";
let databases: TestDatabases;
let auth: TestAuth;
let userId: string;

beforeAll(async () => {
  databases = await useTestDatabases();
  auth = await startTestAuth(databases.supabaseUrl);
  process.env.SUPABASE_URL = auth.url;
  process.env.SUPABASE_ANON_KEY = auth.keys.anonKey;
  process.env.SUPABASE_SERVICE_ROLE_KEY = auth.keys.serviceRoleKey;
  await ensureDefaultRoles(supabaseClient);
  const admin = createClient(auth.url, auth.keys.serviceRoleKey, { auth: { persistSession: false } });
  const made = await admin.auth.admin.createUser({ email, password, email_confirm: true });
  userId = made.data.user?.id ?? "";
  const owner = await supabaseClient.role.findUniqueOrThrow({ where: { name: "Owner" } });
  await supabaseClient.user.create({ data: { id: userId, email, userRoles: { create: { roleId: owner.id } } } });
  await neonClient.warehouse.create({ data: { id: "wh-1", code: "MAIN", name: "Main" } });
  await neonClient.customer.create({ data: { id: "test-customer", code: "TEST", name: "Test customer" } });
});

afterAll(async () => {
  await disconnectAll();
  await auth.close();
  await databases.drop();
});

/** The first version of supabase-js answered the session itself; the snippets are written for that. */
async function sessionClient() {
  const client = createClient(auth.url, auth.keys.anonKey, { auth: { persistSession: false } });
  return {
    auth: {
      signInWithPassword: async (credentials: { email: string; password: string }) =>
        (await client.auth.signInWithPassword(credentials)).data.session,
      getSession: async () => (await client.auth.getSession()).data.session,
    },
  };
}

/** What the snippet takes: it spreads the product's own fields and reads `warehouses`, which is none of them. */
function productData(fields: object, warehouses: object[]) {
  return Object.defineProperty({ ...fields }, "warehouses", { value: warehouses });
}

describe("the snippets of the description, as written", () => {
  test("both clients connect and disconnect, and connect again", async () => {
    const brief = snippets({ supabase: null, model: "customer" });
    await brief.connect();
    expect(await brief.healthCheck()).toMatchObject({ status: "healthy" });
    await brief.disconnect();
    await brief.connect();
    expect(await brief.healthCheck()).toMatchObject({ status: "healthy" });
  });

  test("sign in and load the user with roles, then pass the middleware with a permission and fail without", async () => {
    const brief = snippets({ supabase: await sessionClient(), model: "customer" });
    const user = await brief.loginUser(email, password);
    expect(user.userRoles[0].role.name).toBe("Owner");
    const passed = await brief.authMiddleware({ operation: "product:read" });
    expect(passed.user.id).toBe(userId);
    await expect(brief.authMiddleware({ operation: "nothing:known" })).rejects.toThrow("Forbidden");
  });

  test("create a product with stock: the ledger gets its opening row and the audit trail its entry", async () => {
    const brief = snippets({ supabase: null, model: "customer" });
    const product = await brief.createProductWithInventory(
      productData({ sku: "BRIEF-1", name: "Brief product" }, [{ id: "wh-1", quantity: 10, location: "A-1" }]),
      userId,
    );
    const item = await neonClient.inventoryItem.findFirstOrThrow({
      where: { productId: product.id },
      include: { movements: true },
    });
    expect(item.quantity.toString()).toBe("10");
    expect(item.movements.map((movement) => [movement.type, movement.quantity.toString()])).toEqual([
      ["OPENING", "10"],
    ]);
    const audit = await supabaseClient.auditLog.findFirstOrThrow({ where: { resourceId: product.id } });
    expect(audit.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("process an order: the reservation is counted, and a second one beyond the stock is refused by the database", async () => {
    const brief = snippets({ supabase: null, model: "customer" });
    const product = await neonClient.product.findUniqueOrThrow({
      where: { sku: "BRIEF-1" },
      include: { inventoryItems: true },
    });
    const inventoryItemId = product.inventoryItems[0]?.id;
    const order = await brief.processOrder(
      { customerId: "test-customer", items: [{ productId: product.id, inventoryItemId, quantity: 4, price: "2.50" }] },
      userId,
    );
    expect(order.status).toBe("PENDING");
    const stored = await neonClient.order.findUniqueOrThrow({ where: { id: order.id } });
    expect(stored.total.toString()).toBe("10");
    expect(
      (
        await neonClient.inventoryItem.findUniqueOrThrow({ where: { id: inventoryItemId ?? "" } })
      ).reservedQuantity.toString(),
    ).toBe("4");
    await expect(
      brief.processOrder(
        { customerId: "test-customer", items: [{ productId: product.id, inventoryItemId, quantity: 7, price: 1 }] },
        userId,
      ),
    ).rejects.toThrow(/inventory_item_reserved_within_quantity/);
    expect(await supabaseClient.userNotification.count({ where: { userId, title: "Order Created" } })).toBe(1);
  });

  test("dashboard data, user with business data, validated creation, health, tracking and clients by datasources", async () => {
    const brief = snippets({ supabase: null, model: "customer" });
    const dashboard = await brief.getDashboardData(userId);
    expect(dashboard.metrics.totalProducts).toBe(1);
    expect(String(dashboard.metrics.totalInventory)).toBe("10");
    expect((await brief.getUserWithBusinessData(userId)).recentOrders.length).toBeGreaterThan(0);
    expect((await brief.createWithUserValidation({ code: "V-1", name: "Validated" }, userId)).createdBy).toBe(userId);
    await expect(brief.createWithUserValidation({ code: "V-2", name: "Not" }, "nobody")).rejects.toThrow(
      "Invalid user reference",
    );
    expect(await brief.healthCheck()).toEqual({ status: "healthy", databases: ["supabase", "neon"] });
    expect(await brief.trackQuery("neon", "count", () => neonClient.product.count())).toBe(1);
    const getConnection = brief.makeClients();
    expect(await getConnection("neon").product.count()).toBe(1);
    expect(await getConnection("supabase").user.count()).toBe(1);
    await getConnection("neon").$disconnect();
    await getConnection("supabase").$disconnect();
    expect((await brief.usage()).profiles).toEqual([]);
  });

  test("should create order with user validation", async () => {
    // Create test user in Supabase
    const user = await supabaseClient.user.create({
      data: { email: "test@example.com" },
    });

    // Create test order in Neon
    const order = await neonClient.order.create({
      data: {
        customerId: "test-customer",
        createdBy: user.id,
      },
    });

    expect(order.createdBy).toBe(user.id);
  });
});

describe("the same functions as the packages export them", () => {
  test("loginUser and authMiddleware verify the token and name what is missing", async () => {
    const user = await loginUser(email, password);
    const headers = { authorization: `Bearer ${user.session.access_token}` };
    expect((await authMiddleware({ headers, operation: "product:read" })).user.id).toBe(userId);
    await expect(authMiddleware({ headers, operation: "nothing:known" })).rejects.toThrow("Forbidden");
    await expect(authMiddleware({ headers: {}, operation: "product:read" })).rejects.toThrow("Unauthorized");
    await expect(loginUser(email, "wrong")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("createProductWithInventory and processOrder are one transaction each and reach the other database by delivery", async () => {
    const product = await createProductWithInventory(
      { sku: "FLOW-1", name: "Flow", warehouses: [{ id: "wh-1", quantity: 5, location: "B-1" }] },
      userId,
    );
    const [item] = product.inventoryItems;
    const line = { productId: product.id, inventoryItemId: item?.id ?? "", price: "3.00" };
    const order = await processOrder({ customerId: "test-customer", items: [{ ...line, quantity: 2 }] }, userId);
    expect(order.items).toHaveLength(1);
    const before = await neonClient.order.count();
    await expect(
      processOrder({ customerId: "test-customer", items: [{ ...line, quantity: 4 }] }, userId),
    ).rejects.toMatchObject({ rule: "stock.insufficient", details: { available: "3" } });
    expect(await neonClient.order.count()).toBe(before);
    await deliverBatch({ neon: neonClient, supabase: supabaseClient });
    expect(await supabaseClient.auditLog.count({ where: { resourceId: { in: [product.id, order.id] } } })).toBe(2);
    expect(await supabaseClient.userNotification.count({ where: { link: `/orders/${order.id}` } })).toBe(1);
    await expect(createProductWithInventory({ sku: "FLOW-2", name: "Flow", warehouses: [] }, "nobody")).rejects.toThrow(
      "Invalid user reference",
    );
  });

  test("getDashboardData, getUserWithBusinessData, createWithUserValidation, healthCheck and trackQuery answer as described", async () => {
    expect((await getDashboardData(userId)).metrics.totalProducts).toBe(2);
    expect((await getUserWithBusinessData(userId)).recentOrders.length).toBeGreaterThan(0);
    const customer = await createWithUserValidation({ code: "V-3", name: "Validated" }, userId, (args) =>
      neonClient.customer.create(args),
    );
    expect(customer.createdBy).toBe(userId);
    expect(await healthCheck()).toEqual({ status: "healthy", databases: ["supabase", "neon"] });
    const lines: string[] = [];
    setQueryLog((text) => lines.push(text));
    expect(await trackQuery("neon", "products", () => neonClient.product.count())).toBe(2);
    await expect(trackQuery("neon", "broken", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    setQueryLog(null);
    expect(lines).toEqual([expect.stringMatching(/^neon\.products: \d+ms$/), "neon.broken failed:"]);
    expect(await metrics.metrics()).toContain(
      'invista_database_duration_seconds_count{database="neon",operation="products"} 1',
    );
  });
});
