// Days and hours as they are where the association is, whatever this phone thinks.
import { machine } from '../device/machine';
import { dayOf, hour, span } from '../words/dates';
import { session } from './session.svelte';

const zone = (): string | undefined => session.me?.association.time_zone;

export const todayHere = (): string => dayOf(machine.now(), zone());

export const dayHere = (instant: string): string => dayOf(new Date(instant), zone());

export const hourHere = (instant: string): string => hour(instant, zone());

export const spanHere = (from: string, to: string): string => span(from, to, zone());
