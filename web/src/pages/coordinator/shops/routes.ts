// The addresses of shops and their products. Fixed ones stand before those with an id.
import { rows } from '../../routes_of';

const row = rows(['coordinator'], 'office', ['shops']);

export const coordinatorShops = [
  row('/commerces', 'shops', () => import('./shops.svelte')),
  row('/commerces/nouveau', 'shops', () => import('./shop.svelte'), ['shops', 'places']),
  row('/commerces/:pickup_point_id', 'shops', () => import('./shop.svelte'), ['shops', 'places']),
  row('/commerces/:pickup_point_id/semaine', 'shops', () => import('./week.svelte'), ['shops', 'people']),
  row('/commerces/:pickup_point_id/conges', 'shops', () => import('./closures.svelte')),
  row('/commerces/:pickup_point_id/produit', 'product', () => import('./product.svelte')),
  row('/produits/:product_id', 'product', () => import('./product.svelte')),
];
