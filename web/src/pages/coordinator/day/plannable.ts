// Which days can be planned: today and tomorrow.
import { todayHere } from '../../../session/here';
import { plusDays } from '../../../words/dates';

export const plannable = (day: string): boolean => day === todayHere() || day === plusDays(todayHere(), 1);
