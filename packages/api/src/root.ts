import { createCallerFactory, router } from "./kit/trpc.ts";
import { apiKeyRouter } from "./routers/api-key.ts";
import { attributeRouter } from "./routers/attribute.ts";
import { auditRouter } from "./routers/audit.ts";
import { carrierRouter } from "./routers/carrier.ts";
import { catalogRouter } from "./routers/catalog.ts";
import { categoryRouter } from "./routers/category.ts";
import { configRouter } from "./routers/config.ts";
import { countRouter } from "./routers/count.ts";
import { customerRouter } from "./routers/customer.ts";
import { dashboardRouter } from "./routers/dashboard.ts";
import { importRouter } from "./routers/import.ts";
import { invitationRouter } from "./routers/invitation.ts";
import { invoiceRouter, paymentRouter } from "./routers/invoice.ts";
import { kitRouter } from "./routers/kit.ts";
import { lotRouter } from "./routers/lot.ts";
import { mfaRouter } from "./routers/mfa.ts";
import { notificationRouter } from "./routers/notification.ts";
import { operationRouter } from "./routers/operation.ts";
import { orderRouter } from "./routers/order.ts";
import { priceRouter } from "./routers/price.ts";
import { productRouter } from "./routers/product.ts";
import { inspectionRouter, ncrRouter } from "./routers/quality.ts";
import { replenishmentRouter } from "./routers/replenishment.ts";
import { roleRouter } from "./routers/role.ts";
import { profileRouter } from "./routers/profile.ts";
import { returnsRouter } from "./routers/returns.ts";
import { scanRouter } from "./routers/scan.ts";
import { serialRouter } from "./routers/serial.ts";
import { sessionRouter } from "./routers/session.ts";
import { shipmentRouter } from "./routers/shipment.ts";
import { stockRouter } from "./routers/stock.ts";
import { deliveryRouter, systemRouter } from "./routers/system.ts";
import { unitRouter } from "./routers/unit.ts";
import { userRouter } from "./routers/user.ts";
import { transferRouter } from "./routers/transfer.ts";
import { viewRouter } from "./routers/view.ts";
import { locationRouter, warehouseRouter } from "./routers/warehouse.ts";

/** The whole typed API; the SPA imports only its type. */
export const appRouter = router({
  apiKey: apiKeyRouter,
  attribute: attributeRouter,
  audit: auditRouter,
  carrier: carrierRouter,
  catalog: catalogRouter,
  category: categoryRouter,
  config: configRouter,
  count: countRouter,
  customer: customerRouter,
  dashboard: dashboardRouter,
  delivery: deliveryRouter,
  import: importRouter,
  location: locationRouter,
  inspection: inspectionRouter,
  invitation: invitationRouter,
  invoice: invoiceRouter,
  kit: kitRouter,
  lot: lotRouter,
  mfa: mfaRouter,
  ncr: ncrRouter,
  notification: notificationRouter,
  operation: operationRouter,
  order: orderRouter,
  payment: paymentRouter,
  price: priceRouter,
  product: productRouter,
  replenishment: replenishmentRouter,
  returns: returnsRouter,
  role: roleRouter,
  profile: profileRouter,
  scan: scanRouter,
  serial: serialRouter,
  session: sessionRouter,
  shipment: shipmentRouter,
  stock: stockRouter,
  system: systemRouter,
  unit: unitRouter,
  user: userRouter,
  transfer: transferRouter,
  view: viewRouter,
  warehouse: warehouseRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
