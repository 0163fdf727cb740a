// What the operator reads to the caller: « 1 pain, jeudi 7 mars, dans le sac à pain. C'est bien cela ? » The words are those
// in which the API reads an order back. Always French, whatever the language of the screen, because the caller is.

export interface Said {
  quantity: number;
  unit_one: string;
  unit_many: string;
}

export interface SaidWeekly extends Said {
  /** ISO weekdays, in their order. */
  weekdays: readonly number[];
}

const IS_IT_SO = "C'est bien cela\u00a0?";
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const HANDOVERS: Record<string, string> = { bag_on_door: 'dans le sac à pain', in_hand: 'en main propre' };
const LONG = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });

/** « 1 pain et 1 pack d'eau » */
export function goods(lines: readonly Said[]): string {
  return listed(lines.map(one));
}

/** « 1 pain, jeudi 7 mars, en main propre. » */
export function ofDay(lines: readonly Said[], day: string, handover: string): string {
  if (!lines.length) return `Rien ${longDay(day)}.`;
  const parts = [goods(lines), longDay(day), HANDOVERS[handover]];
  return `${parts.filter(Boolean).join(', ')}.`;
}

/** The same as a question. */
export function askDay(lines: readonly Said[], day: string, handover: string): string {
  return `${ofDay(lines, day, handover)} ${IS_IT_SO}`;
}

/** « 1 pain le mardi et le vendredi, et 1 pack d'eau le jeudi. C'est bien cela ? » */
export function askUsual(lines: readonly SaidWeekly[]): string {
  const parts = lines.map((line) => `${one(line)} ${weekly(line.weekdays)}`);
  if (!parts.length) return `Plus de commande habituelle. ${IS_IT_SO}`;
  const [last, ...before] = [parts.at(-1)!, ...parts.slice(0, -1)];
  return `${before.length ? `${before.join(', ')}, et ${last}` : last}. ${IS_IT_SO}`;
}

/** What the API reads back as a question, told: « 1 pain le mardi et le vendredi ». */
export function told(read_back: string): string {
  return read_back.replace(/\.\s+C'est bien cela\s?\?$/, '');
}

/** « Vous n'êtes pas là du jeudi 7 mars au lundi 11 mars. C'est bien cela ? » */
export function askAway(first: string, last: string | null): string {
  if (last === first) return `Vous n'êtes pas là ${longDay(first)}. ${IS_IT_SO}`;
  const until = last
    ? `du ${longDay(first)} au ${longDay(last)}`
    : `à partir du ${longDay(first)}, sans date de retour`;
  return `Vous n'êtes pas là ${until}. ${IS_IT_SO}`;
}

function one({ quantity, unit_one, unit_many }: Said): string {
  return `${quantity}\u00a0${quantity < 2 ? unit_one : unit_many}`;
}

function weekly(weekdays: readonly number[]): string {
  if (weekdays.length === WEEKDAYS.length) return 'tous les jours';
  return listed(weekdays.map((iso) => `le ${WEEKDAYS[iso - 1]}`));
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} et ${parts.at(-1)}`;
}

function longDay(day: string): string {
  return LONG.format(new Date(`${day}T12:00:00Z`)).replace(/ 1 /, ' 1er ');
}
