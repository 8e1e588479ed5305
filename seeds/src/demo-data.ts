/** The demo company: a maker of fittings, pumps and sensors with three warehouses. Everything is invented. */
export const WAREHOUSES = [
  { code: "MAIN", name: "Rotterdam", timezone: "Europe/Amsterdam", priority: 10 },
  { code: "EAST", name: "Lyon", timezone: "Europe/Paris", priority: 20 },
  { code: "WEST", name: "Leeds", timezone: "Europe/London", priority: 30 },
] as const;

export const CATEGORIES = [
  { name: "Fittings", children: ["Valves", "Gaskets", "Pipes"] },
  { name: "Machines", children: ["Pumps", "Tanks"] },
  { name: "Sensors", children: ["Pressure", "Temperature", "Flow"] },
  { name: "Consumables", children: ["Sealants", "Filters", "Hoses"] },
] as const;

/** Family: SKU prefix, name, category, unit, decimals, cost, price, sizes. */
export const FAMILIES = [
  [
    "VLV",
    "Ball valve",
    "Valves",
    "EA",
    0,
    "6.40",
    "14.90",
    ["15 mm, brass", "20 mm, brass", "25 mm, brass", "32 mm, stainless", "40 mm, stainless", "50 mm, stainless"],
  ],
  ["CHK", "Check valve", "Valves", "EA", 0, "8.10", "19.50", ["15 mm", "20 mm", "25 mm", "32 mm"]],
  ["GSK", "Gasket set", "Gaskets", "EA", 0, "1.15", "3.40", ["DN15, mixed", "DN25, mixed", "DN32, EPDM", "DN50, PTFE"]],
  ["PIP", "Copper pipe", "Pipes", "M", 2, "5.20", "9.80", ["15 mm", "22 mm", "28 mm", "35 mm"]],
  ["PMP", "Circulation pump", "Pumps", "EA", 0, "92.00", "179.00", ["25-40", "25-60", "32-80", "40-120"]],
  ["TNK", "Expansion tank", "Tanks", "EA", 0, "31.50", "64.00", ["25 l", "50 l", "80 l", "140 l"]],
  ["SNS", "Pressure sensor", "Pressure", "EA", 0, "24.80", "59.00", ["0–6 bar", "0–16 bar", "0–25 bar", "0–40 bar"]],
  ["THM", "Thermometer", "Temperature", "EA", 0, "4.30", "11.20", ["0–60 °C", "0–120 °C", "-30–60 °C"]],
  ["MTR", "Water meter", "Flow", "EA", 0, "41.00", "88.00", ["DN15", "DN20, pulse", "DN25, pulse"]],
  ["ADH", "Thread sealant", "Sealants", "EA", 0, "2.90", "7.50", ["50 ml", "100 ml", "250 ml"]],
  ["FLT", "Inline filter", "Filters", "EA", 0, "7.70", "18.40", ["50 µm", "100 µm, stainless", "200 µm, stainless"]],
  ["HSE", "EPDM hose", "Hoses", "M", 1, "1.85", "4.60", ["12 mm", "18 mm", "25 mm"]],
] as const;

export const CUSTOMERS = [
  ["C-HANSEN", "Hansen Teknik", "EUR", "25000", ["Havnegade 12", "8000", "Aarhus", "DK"]],
  ["C-BATI", "Bâti Rhône", "EUR", "40000", ["14 rue de la Paix", "69002", "Lyon", "FR"]],
  ["C-NORTHERN", "Northern Plumbing Supplies", "EUR", "15000", ["5 Quay Street", "BT1 3GE", "Belfast", "GB"]],
  ["C-KLIMA", "Klima & Söhne", "EUR", null, ["Gartenweg 8", "50667", "Köln", "DE"]],
  ["C-AQUA", "Aqua Servizi", "EUR", "12000", ["Via Garibaldi 31", "16124", "Genova", "IT"]],
  ["C-DELTA", "Delta Install", "EUR", "30000", ["Maasboulevard 100", "3063", "Rotterdam", "NL"]],
  ["C-ORION", "Orion Facilities", "EUR", null, ["Ringstraße 4", "1010", "Wien", "AT"]],
  ["C-VERDE", "Verde Impianti", "EUR", "8000", ["Corso Francia 17", "10138", "Torino", "IT"]],
] as const;

export const SUPPLIERS = [
  ["S-MEYER", "Meyer Armaturen", 6],
  ["S-POMPA", "Pompa Italia", 12],
  ["S-SENSE", "SenseWorks", 9],
  ["S-CUPRO", "Cupro Tubes", 15],
] as const;
