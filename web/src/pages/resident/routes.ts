// The addresses of a resident's kitchen table.
import { rows } from '../routes_of';

const row = rows(['resident'], 'resident', ['resident']);

export const resident = [
  row('/chez-moi', 'resident', () => import('./home.svelte')),
  row('/chez-moi/commander', 'order', () => import('./order.svelte')),
  row('/chez-moi/commander/:day', 'order', () => import('./order.svelte')),
  row('/chez-moi/jours', 'chooseDay', () => import('./choose_day.svelte')),
  row('/chez-moi/commandes', 'orders', () => import('./orders.svelte')),
  row('/chez-moi/commande/:order_id', 'placed', () => import('./placed.svelte')),
  row('/chez-moi/commande/:order_id/changer', 'change', () => import('./change.svelte')),
  row('/chez-moi/commande/:order_id/:said', 'placed', () => import('./placed.svelte')),
  row('/chez-moi/mes-jours', 'usual', () => import('./usual.svelte')),
  row('/chez-moi/mes-jours/changer', 'usual', () => import('./usual_edit.svelte')),
  row('/chez-moi/mes-jours/semaines', 'usual', () => import('./usual_weeks.svelte')),
  row('/chez-moi/mes-jours/pause', 'usual', () => import('./usual_pause.svelte')),
  row('/chez-moi/absence', 'absence', () => import('./absence.svelte')),
  row('/chez-moi/absence/nouvelle', 'absence', () => import('./absence_new.svelte')),
  row('/chez-moi/probleme', 'trouble', () => import('./trouble.svelte')),
];
