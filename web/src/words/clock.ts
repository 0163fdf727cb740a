// Hours as a field of time holds them, « 07:30 », and as the API counts them: minutes after local midnight. How an hour is said
// is in dates.ts.

/** « 07:30 ». Midnight at the end of a day is 23:59: no field of time knows 24:00. */
export function clockOf(minutes: number): string {
  const bounded = Math.min(minutes, 24 * 60 - 1);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(bounded / 60))}:${two(bounded % 60)}`;
}

/** The end of a span: 23:59 is how a field of time shows midnight, so it is midnight that is kept. */
export function endOf(clock: string): number {
  const minutes = minutesOf(clock);
  return minutes === 24 * 60 - 1 ? 24 * 60 : minutes;
}

/** Minutes after local midnight; `otherwise` where nothing was written, which compares with no hour unless it is said. */
export function minutesOf(clock: string, otherwise = NaN): number {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? [];
  return hours === undefined ? otherwise : Number(hours) * 60 + Number(minutes);
}
