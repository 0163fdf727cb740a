// Which days can be planned: today and tomorrow. The server refuses others (`plan.too_early`, `plan.past`), and the contract has no
// bound for them: this only keeps a button away that would be refused.
import { todayHere } from '../../../session/here';
import { plusDays } from '../../../words/dates';

export const plannable = (day: string): boolean => day === todayHere() || day === plusDays(todayHere(), 1);
