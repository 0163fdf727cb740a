// The addresses of the coordinator's day: a page of answers, and what each answer leads to. They hold ids and days, no name.
import { rows } from '../../routes_of';

const row = rows(['coordinator'], 'office', ['day', 'paper', 'wishes']);

export const coordinatorDay = [
  row('/aujourdhui', 'today', () => import('./today.svelte')),
  row('/jour/:day', 'day', () => import('./today.svelte')),
  row('/calendrier', 'calendar', () => import('./today_calendar.svelte')),
  row('/jour/:day/plan', 'plan', () => import('./plan.svelte')),
  row('/jour/:day/disponibles', 'available', () => import('./plan_available.svelte')),
  row('/jour/:day/bons', 'slips', () => import('./slips.svelte')),
  row('/bons/:slip_id', 'slips', () => import('./slips_one.svelte')),
  row('/inquietudes', 'concerns', () => import('./concerns.svelte')),
  row('/inquietudes/:concern_id', 'concerns', () => import('./concerns_one.svelte')),
  row('/appels', 'calls', () => import('./calls.svelte')),
  row('/appels/nouveau', 'calls', () => import('./calls_new.svelte'), ['day', 'people']),
  row('/appels/:resident_id', 'calls', () => import('./calls_one.svelte')),
  row('/jour/:day/commandes', 'dayOrders', () => import('./orders.svelte')),
  row('/jour/:day/commandes/nouvelle', 'dayOrders', () => import('./orders_new.svelte')),
  row('/commandes/:order_id', 'dayOrders', () => import('./orders_one.svelte')),
  row('/jour/:day/feuilles', 'sheets', () => import('./sheets.svelte')),
  row('/feuilles/:round_id', 'sheets', () => import('./sheets_print.svelte')),
  row('/feuilles/:round_id/saisie', 'sheets', () => import('./sheets_enter.svelte')),
  row('/feuilles/:round_id/saisie/:stop_id', 'sheets', () => import('./sheets_stop.svelte')),
  row('/visites', 'visits', () => import('./visits.svelte')),
  row('/visites/nouvelle/:resident_id', 'visits', () => import('./visits_new.svelte')),
  row('/visites/:visit_id', 'visits', () => import('./visits_one.svelte')),
];
