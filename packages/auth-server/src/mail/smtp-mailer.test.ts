import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { smtpMailer } from "./smtp-mailer.ts";

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A server that speaks as much SMTP as a mail needs, and tells what it was given. */
async function startSmtp(answerToData: string): Promise<{ url: string; given: string[] }> {
  const given: string[] = [];
  server = createServer((socket) => {
    let isData = false;
    socket.write("220 test\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const line of String(chunk).split("\r\n")) {
        if (line === "" && !isData) continue;
        given.push(line);
        if (isData && line !== ".") continue;
        if (isData) socket.write(`${answerToData}\r\n`);
        else if (line === "DATA") socket.write("354 go on\r\n");
        else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
        isData = line === "DATA";
      }
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `smtp://127.0.0.1:${address.port}`, given };
}

const MAIL = {
  to: "ann@example.com",
  subject: "Choose a new password",
  text: "Code 123456",
  html: "<p>Code 123456</p>",
};

test("a mail goes to its one recipient with both texts", async () => {
  const { url, given } = await startSmtp("250 taken");
  await smtpMailer(url, "Invista <invista@stock.example>").send(MAIL);
  expect(given).toContain("MAIL FROM:<invista@stock.example>");
  expect(given.filter((line) => line.startsWith("RCPT"))).toEqual(["RCPT TO:<ann@example.com>"]);
  expect(given).toContain("Subject: Choose a new password");
  expect(given).toContain("Code 123456");
  expect(given).toContain("<p>Code 123456</p>");
});

test("a mail that the server does not take, or no server at all, is an error", async () => {
  const { url } = await startSmtp("554 refused");
  await expect(smtpMailer(url, "invista@stock.example").send(MAIL)).rejects.toThrow("554");
  await expect(smtpMailer("smtp://127.0.0.1:1", "invista@stock.example").send(MAIL)).rejects.toThrow("ECONNREFUSED");
});
