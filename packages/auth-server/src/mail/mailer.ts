export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Takes a mail off our hands; a rejection means that it was not. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
