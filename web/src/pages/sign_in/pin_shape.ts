// How long a PIN is, read from the contract's pattern, which says it in no other way.
import { PinIn } from '../../api/limits';

const [, least, most] = /\{(\d+),(\d+)\}/.exec(PinIn.pin.pattern) ?? [];

export const PIN_LEAST = Number(least);
export const PIN_MOST = Number(most);
