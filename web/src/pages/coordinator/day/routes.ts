// The addresses of the coordinator's day: a page of answers, and what each answer leads to. They hold ids and days, no name.
import { rows } from '../../routes_of';

const row = rows(['coordinator'], 'office', ['day', 'paper', 'wishes']);

const planning = ['day', 'planning'] as const;

export const coordinatorDay = [
  row('/aujourdhui', 'today', () => import('./today/today.svelte')),
  row('/jour/:day', 'day', () => import('./today/today.svelte')),
  row('/calendrier', 'calendar', () => import('./today/calendar.svelte')),
  row('/jour/:day/plan', 'plan', () => import('./plan/plan.svelte'), planning),
  row('/jour/:day/pourquoi/:resident_id', 'plan', () => import('./plan/why.svelte'), planning),
  row('/jour/:day/disponibles', 'available', () => import('./plan/available.svelte')),
  row('/jour/:day/bons', 'slips', () => import('./slips/slips.svelte')),
  row('/bons/:slip_id', 'slips', () => import('./slips/one.svelte')),
  row('/inquietudes', 'concerns', () => import('./concerns/concerns.svelte')),
  row('/inquietudes/:concern_id', 'concerns', () => import('./concerns/one.svelte')),
  row('/appels', 'calls', () => import('./calls/calls.svelte')),
  row('/avis-de-tous', 'told', () => import('./told/board.svelte'), ['day', 'notices', 'notice_board']),
  row('/appels/nouveau', 'calls', () => import('./calls/new.svelte'), ['day', 'people']),
  row('/appels/:resident_id', 'calls', () => import('./calls/one.svelte')),
  row('/jour/:day/commandes', 'dayOrders', () => import('./orders/orders.svelte')),
  row('/jour/:day/commandes/nouvelle', 'dayOrders', () => import('./orders/new.svelte')),
  row('/commandes/:order_id', 'dayOrders', () => import('./orders/one.svelte')),
  row('/jour/:day/feuilles', 'sheets', () => import('./sheets/sheets.svelte')),
  row('/feuilles/:round_id', 'sheets', () => import('./sheets/print.svelte')),
  row('/feuilles/:round_id/saisie', 'sheets', () => import('./sheets/enter.svelte')),
  row('/feuilles/:round_id/saisie/:stop_id', 'sheets', () => import('./sheets/stop.svelte')),
  row('/visites', 'visits', () => import('./visits/visits.svelte')),
  row('/visites/nouvelle/:resident_id', 'visits', () => import('./visits/new.svelte')),
  row('/visites/:visit_id', 'visits', () => import('./visits/one.svelte')),
];
