-- What a carrier's service asks by country and weight.
CREATE TABLE "carrier_rate" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "carrier_id" TEXT NOT NULL,
    "country" CHAR(2),
    "max_weight" DECIMAL(9,3) NOT NULL,
    "price" DECIMAL(19,4) NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "carrier_rate_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "carrier_rate" ADD CONSTRAINT "carrier_rate_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE UNIQUE INDEX "carrier_rate_position_key" ON "carrier_rate"("carrier_id", "country", "max_weight") NULLS NOT DISTINCT;
ALTER TABLE carrier_rate ADD CONSTRAINT carrier_rate_amounts CHECK (max_weight > 0 and price >= 0 and country ~ '^[A-Z]{2}$' and currency ~ '^[A-Z]{3}$');
select grant_api_rights();
