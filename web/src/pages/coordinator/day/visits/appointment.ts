// An appointment as its form holds it, and as the API takes it.
import type { Schemas } from '../../../../api/types';

export interface Appointment {
  day: string;
  /** HH:MM, as a time field gives it. */
  hour: string;
  minutes: number;
  volunteer_id: string | undefined;
}

export function appointmentOf(visit: Schemas['Visit']): Appointment {
  const two = (part: number) => String(Math.trunc(part)).padStart(2, '0');
  return {
    day: visit.service_day,
    hour: `${two(visit.at_min / 60)}:${two(visit.at_min % 60)}`,
    minutes: visit.minutes,
    volunteer_id: visit.volunteer_id,
  };
}

/** What the API takes, or null while something is missing. */
export function told(form: Appointment): Omit<Schemas['VisitIn'], 'resident_id'> | null {
  const [hours, minutes] = form.hour.split(':').map(Number);
  if (!form.day || hours === undefined || minutes === undefined || !form.volunteer_id) return null;
  return {
    service_day: form.day,
    at_min: hours * 60 + minutes,
    minutes: form.minutes,
    volunteer_id: form.volunteer_id,
  };
}
