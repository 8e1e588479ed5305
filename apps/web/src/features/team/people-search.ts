import { listUsersInput, userStatus } from "@invista/contracts/user/user";
import { z } from "zod";

/** What the address of the team list says; an unknown value is dropped instead of breaking the page. */
export const peopleSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: userStatus.optional().catch(undefined),
  mfa: z.enum(["on", "off"]).optional().catch(undefined),
  sort: listUsersInput.shape.sort.unwrap().optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
  peek: z.string().max(64).optional().catch(undefined),
});
export type PeopleSearch = z.infer<typeof peopleSearch>;
