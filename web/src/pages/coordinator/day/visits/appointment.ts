// An appointment as its form holds it, and as the API takes it.
import type { Schemas } from '../../../../api/types';
import { clockOf, minutesOf } from '../../../../words/clock';

export interface Appointment {
  day: string;
  /** HH:MM, as a time field gives it. */
  hour: string;
  minutes: number;
  volunteer_id: string | undefined;
}

export function appointmentOf(visit: Schemas['Visit']): Appointment {
  return {
    day: visit.service_day,
    hour: clockOf(visit.at_min),
    minutes: visit.minutes,
    volunteer_id: visit.volunteer_id,
  };
}

/** What the API takes, or null while something is missing. */
export function told(form: Appointment): Omit<Schemas['VisitIn'], 'resident_id'> | null {
  const at_min = minutesOf(form.hour);
  if (!form.day || Number.isNaN(at_min) || !form.volunteer_id) return null;
  return {
    service_day: form.day,
    at_min,
    minutes: form.minutes,
    volunteer_id: form.volunteer_id,
  };
}
