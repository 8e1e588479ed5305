/** What the auth server does for us with the service role; every call may be repeated. */
export interface AuthAdmin {
  /** Gives the account with this id and address a password, its address proved; makes it when it is not there. */
  openAccount(account: { id: string; email: string; password: string }): Promise<void>;
  /** The id of the account with this address; null when there is none. */
  accountOf(email: string): Promise<string | null>;
  /** A banned person neither signs in nor refreshes. */
  setBanned(userId: string, banned: boolean): Promise<void>;
  deleteUser(userId: string): Promise<void>;
  deleteFactor(userId: string, factorId: string): Promise<void>;
}

/** Sends a mail; null where the product itself sends none. */
export interface Mailer {
  send(mail: { to: string; subject: string; text: string; html: string }): Promise<void>;
}
