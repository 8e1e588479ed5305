import {
  createTransferInput,
  dispatchTransferInput,
  getTransferInput,
  listTransfersInput,
  listTransfersOutput,
  receiveTransferInput,
  resolveTransferInput,
  transferRef,
  transferStepInput,
  transferView,
} from "@invista/contracts/transfer/transfer";
import {
  approveTransfer,
  cancelTransfer,
  createTransfer,
  dispatchTransfer,
  getTransfer,
  listTransfers,
  receiveTransfer,
  resolveTransfer,
} from "@invista/domain/transfers";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const transferRouter = router({
  list: query("transfer:read", "GET /transfers", "Transfers between warehouses, newest first, by page")
    .input(listTransfersInput)
    .output(listTransfersOutput)
    .query(({ ctx, input }) => listTransfers(ctx.read, input)),
  get: query("transfer:read", "GET /transfers/{id}", "One transfer with its lines")
    .input(getTransferInput)
    .output(transferView)
    .query(({ ctx, input }) => getTransfer(ctx.read, input)),
  create: command("transfer:create", "POST /transfers", "Draft a transfer")
    .input(createTransferInput)
    .output(transferRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createTransfer(work, input))),
  approve: command("transfer:approve", "POST /transfers/{id}/approve", "Approve a transfer and reserve its stock")
    .input(transferStepInput)
    .output(transferRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => approveTransfer(work, input))),
  dispatch: command("transfer:pick", "POST /transfers/{id}/dispatch", "Send a transfer on its way")
    .input(dispatchTransferInput)
    .output(transferRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => dispatchTransfer(work, input))),
  receive: command("transfer:receive", "POST /transfers/{id}/receive", "Receive what arrived of a transfer")
    .input(receiveTransferInput)
    .output(transferRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => receiveTransfer(work, input))),
  resolve: command("transfer:resolve", "POST /transfers/{id}/resolve", "Write off what a transfer lost")
    .input(resolveTransferInput)
    .output(transferRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => resolveTransfer(work, input))),
  cancel: command("transfer:cancel", "POST /transfers/{id}/cancel", "Cancel a transfer that has not left")
    .input(transferStepInput)
    .output(transferRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => cancelTransfer(work, input))),
});
