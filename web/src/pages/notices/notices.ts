// Notices as pages see them: where each leads, and that it was seen.
import { api, ask } from '../../api/client';
import type { Schemas } from '../../api/types';

export type Notice = Schemas['Notice'];

/** The screen of what a notice is about. */
export function placeOf(notice: Notice): string {
  switch (notice.kind) {
    case 'round_published':
    case 'round_changed':
    case 'round_reminder':
    case 'cover_offered':
      return `/tournee/${notice.about}`;
    case 'round_cancelled':
      return '/tournee';
    case 'order_changed':
    case 'order_cancelled':
    case 'order_confirmed':
    case 'order_short':
      return `/chez-moi/commande/${notice.about}`;
    case 'delivery_missed':
    case 'delivery_left':
      return '/chez-moi/commandes';
    case 'cutoff_moved':
      return `/chez-moi/commander/${notice.service_day}`;
    case 'visit_due':
      return '/visites';
    case 'slip_ready':
      return `/bons/${notice.about}`;
    case 'concern_opened':
    case 'delivery_problem':
      return `/inquietudes/${notice.about}`;
    case 'doors_uncovered':
    case 'round_unfinished':
    case 'device_silent':
    case 'cover_taken':
      return notice.service_day ? `/jour/${notice.service_day}` : '/aujourdhui';
  }
}

/** The person has this notice before their eyes. */
export function see(notice_id: string): Promise<Notice> {
  return ask(api.POST('/v1/notices/{notice_id}/seen', { params: { path: { notice_id } } }));
}
