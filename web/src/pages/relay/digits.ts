// Keys as an operator's keyboard has them. A French keyboard writes & é " on the row of digits, and a digit is meant.

/** The digit that a key stands for, with or without Shift. */
export function digitOf(event: Pick<KeyboardEvent, 'key' | 'code'>): number | undefined {
  const digit = /^\d$/.exec(event.key)?.[0] ?? /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return digit === undefined || event.key === '/' ? undefined : Number(digit);
}

/** Whether the key is being written into something, or belongs to an open dialog. */
export function isWriting(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.closest('dialog, select, textarea, input:not([type=checkbox], [type=radio])') !== null;
}
