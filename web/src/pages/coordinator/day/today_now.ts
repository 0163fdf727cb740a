// Which day it is at the association, whatever the clock of this phone's owner.
import { machine } from '../../../device/machine';
import { session } from '../../../session/session.svelte';
import { dayOf, hour, plusDays, span } from '../../../words/dates';

const zone = (): string | undefined => session.me?.association.time_zone;

export const today = (): string => dayOf(machine.now(), zone());

export const hourHere = (instant: string): string => hour(instant, zone());

export const spanHere = (from: string, to: string): string => span(from, to, zone());

export const dayHere = (instant: string): string => dayOf(new Date(instant), zone());

/** Only today and tomorrow can be planned. */
export const plannable = (day: string): boolean => day === today() || day === plusDays(today(), 1);
