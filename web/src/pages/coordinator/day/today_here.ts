// Which day it is where the association is, whatever this phone thinks.
import { machine } from '../../../device/machine';
import { session } from '../../../session/session.svelte';
import { dayOf } from '../../../words/dates';

export function todayHere(): string {
  return dayOf(machine.now(), session.me?.association.time_zone);
}
