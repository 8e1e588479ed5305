/** The field that adds lines. */
export const PICKER_PATH = "line-picker";

/** Puts the keyboard into a field by its path in the form, with its text selected to be typed over. */
export function focusField(path: string): void {
  const field = document.querySelector<HTMLInputElement>(`[data-path="${CSS.escape(path)}"]`);
  field?.focus();
  field?.select();
}
