import type { PickRoute, ShipmentView } from "@invista/contracts/shipment/read-shipment";
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";
import { heads, paper } from "./paper.ts";

const amount = (quantity: string, unitCode: string) => (unitCode === "EA" ? quantity : `${quantity} ${unitCode}`);

/** What is picked on one walk, on paper: bin by bin, with a box to tick and room for what was not found. */
export function pickSheet(route: PickRoute): TDocumentDefinitions {
  const several = new Set(route.lines.map((line) => line.shipmentId)).size > 1;
  return {
    ...paper(route.number),
    content: [
      { text: `Pick list ${route.number}`, fontSize: 16, bold: true, margin: [0, 0, 0, 4] },
      { text: "Picked by: ______________________     Day and time: ______________________", margin: [0, 0, 0, 10] },
      {
        table: {
          headerRows: 1,
          widths: [60, 80, "*", 60, 50, ...(several ? [56] : []), 50],
          body: [
            heads(["Bin", "SKU", "Product", "Lot", "To pick", ...(several ? ["For"] : []), "Picked"]),
            ...route.lines.map((line) => [
              line.location || "Floor",
              line.sku,
              line.name,
              line.lotNumber ?? "",
              { text: amount(line.left, line.unitCode), bold: true },
              ...(several ? [line.shipmentNumber] : []),
              { text: "\n" },
            ]),
          ],
        },
        layout: "lightHorizontalLines",
      },
    ],
  };
}

/** What is in the parcels, for the customer: no prices. */
export function packingSlip({ shipment, lines, parcels, shipTo }: ShipmentView): TDocumentDefinitions {
  const packed = lines.filter((line) => line.picked !== "0");
  const weight = parcels.reduce((all, parcel) => all + Number(parcel.weight), 0);
  return {
    ...paper(shipment.shipmentNumber),
    content: [
      { text: `Packing slip ${shipment.shipmentNumber}`, fontSize: 16, bold: true, margin: [0, 0, 0, 6] },
      { text: `Order ${shipment.orderNumber}` },
      { text: shipment.customerName, margin: [0, 0, 0, shipTo ? 0 : 12] },
      ...(shipTo ? [{ text: shipTo, margin: [0, 0, 0, 12] as [number, number, number, number] }] : []),
      {
        table: {
          headerRows: 1,
          widths: [90, "*", 80, 120, 60],
          body: [
            heads(["SKU", "Product", "Lot", "Serial numbers", "Quantity"]),
            ...packed.map((line) => [
              line.sku,
              line.name,
              line.lotNumber ?? "",
              line.serials.join(", "),
              amount(line.picked, line.unitCode),
            ]),
          ],
        },
        layout: "lightHorizontalLines",
      },
      ...(parcels.length > 0
        ? [
            {
              text: `${parcels.length} ${parcels.length === 1 ? "parcel" : "parcels"}, ${weight.toFixed(3).replace(/\.?0+$/, "")} kg`,
              margin: [0, 12, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
    ],
  };
}
