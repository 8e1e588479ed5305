/** Whether an arrow key has chosen one of the offers a field shows now; one from an earlier list no longer counts. */
export function isOfferChosen(field: EventTarget): boolean {
  const id = field instanceof HTMLElement ? field.getAttribute("aria-activedescendant") : null;
  return id !== null && document.getElementById(id) !== null;
}
