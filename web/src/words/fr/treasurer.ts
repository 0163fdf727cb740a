// What the treasurer's screens say, in French: plain, vous, short. No name of a person ever stands in one.
import type { Count } from '../../pages/treasurer/figures';
import { count, number } from '../numbers';

const n = (units = 0) => number(units);

const period = (from: string, to: string) => (from === to ? `Le ${from}` : `Du ${from} au ${to}`);

/** Which way a difference goes. */
const short = (by: number) => (by > 0 ? 'il en manque' : 'en trop');
const gone = (by: number) => (by > 0 ? 'introuvables' : 'en trop');

export default {
  title: 'Comptes',
  wider: 'Le tableau continue à droite : faites-le glisser.',
  previous: (month: string) => `‹ ${month}`,
  following: (month: string) => `${month} ›`,
  months: 'Changer de mois',
  period,
  untilYesterday: (from: string, to: string) => `${period(from, to)} (jusqu'à hier)`,
  report: 'Préparer le bilan à imprimer',
  emptyMonth: "Rien n'est encore compté pour ce mois. Les comptes d'un jour arrivent le lendemain.",
  units: 'Unités',
  nothing: 'Rien sur cette période.',
  why: 'Pourquoi ce chiffre ?',
  csv: 'Enregistrer pour un tableur (CSV)',
  total: 'Total',
  people: 'Personnes servies',
  visits: 'Visites',
  volunteers: 'Bénévoles',
  value: 'Valeur des produits retirés',
  valueHelp: 'Unités retirées × prix du jour',
  tiles: {
    title: 'Les chiffres',
    bread: 'Pains livrés',
    water_pack: "Packs d'eau livrés",
    other: 'Autres produits livrés',
  },
  five: 'De la commande à la porte',
  by: {
    total: 'Ensemble',
    day: 'Jour',
    week: 'Semaine',
    month: 'Mois',
    product: 'Produit',
    shop: 'Commerce',
    residence: 'Résidence',
    volunteer: 'Bénévole',
  },
  questions: {
    day: 'Combien chaque jour ?',
    week: 'Combien chaque semaine ?',
    shop: 'De quel commerce ?',
    residence: 'Dans quelle résidence ?',
    volunteer: 'Par quel bénévole ?',
    month: 'Combien chaque mois ?',
  },
  periodChoice: 'Compter par',
  volunteer: (key: string) => `Bénévole ${key}`,
  figures: {
    ordered: 'Commandés',
    slipped: 'Sur les bons',
    picked_up: 'Retirés',
    delivered: 'Livrés',
    extra: 'En plus',
    not_delivered: 'Non livrés',
    brought_back: 'Rapportés',
    unreported: 'Sans nouvelles',
    lost: 'Introuvables',
  },
  definitions: {
    ordered: 'Unités des commandes qui tiennent, pour les jours de la période.',
    slipped: 'Unités des bons de commande, changements compris.',
    picked_up: 'Unités que les bénévoles ont prises au commerce.',
    delivered: 'Unités que les bénévoles ont dit avoir livrées, à la porte.',
    extra: 'Unités données sans commande.',
    not_delivered: 'Unités commandées que les bénévoles ont dit ne pas avoir livrées, avec la raison.',
    brought_back: 'Unités rapportées après la tournée.',
    unreported: "Unités commandées dont personne n'a dit si elles ont été livrées.",
    lost: 'Unités retirées qui ne sont ni livrées, ni données en plus, ni rapportées.',
    people:
      'Personnes différentes qui ont reçu au moins une livraison. Une personne compte une fois, même servie chaque jour.',
    visits: 'Visites de courtoisie faites.',
    volunteers: 'Bénévoles différents qui ont livré au moins une fois.',
    value: 'Unités retirées, au prix du produit ce jour-là.',
  },
  reasons: {
    no_answer: 'pas de réponse',
    refused: 'refusé',
    no_access: 'pas pu entrer',
    shop_short: 'manque au commerce',
    other: 'autre raison',
  },
  differences: {
    title: 'Ce qui diffère',
    none: 'Rien ne diffère : tout ce qui a été commandé, retiré et livré tombe juste.',
    sentences: {
      slipped: (c: Count, by: number) =>
        `${n(c.ordered)} commandés, ${n(c.slipped)} sur les bons : écart de ${n(Math.abs(by))}.`,
      picked_up: (c: Count, by: number) =>
        `${n(c.slipped)} sur les bons, ${n(c.picked_up)} retirés : ${short(by)} ${n(Math.abs(by))}.`,
      unreported: (c: Count, by: number) =>
        `${n(c.ordered)} commandés, ${n(c.delivered)} livrés, ${n(c.not_delivered)} non livrés : sans nouvelles ${n(by)}.`,
      lost: (c: Count, by: number) =>
        `${n(c.picked_up)} retirés, ${n(c.delivered + c.extra)} donnés, ${n(c.brought_back)} rapportés : ${gone(by)} ${n(Math.abs(by))}.`,
      not_delivered: (c: Count) => `${count(c.not_delivered, 'non livré', 'non livrés')}.`,
      extra: (c: Count) => `${count(c.extra, 'donné', 'donnés')} sans commande.`,
    },
  },
  whyPage: {
    differs: (by: string) => `écart ${by}`,
    days: 'Jour par jour',
    otherPeriod: 'Une personne servie deux jours compte une fois dans le total, et une fois chaque jour.',
  },
  day: { title: (day: string) => `Comptes du ${day}`, kinds: 'Par produit' },
  reportPage: {
    title: 'Bilan',
    from: 'Premier jour',
    to: 'Dernier jour',
    since: 'Depuis le début',
    print: 'Imprimer le bilan',
    totals: 'Totaux',
    differences: 'Écarts',
    definitions: 'Définitions',
    colon: ' :',
    few: 'moins de 5',
    fewHelp: "Un nombre de personnes de 1 à 4 s'écrit « moins de 5 », parce que cette feuille sort de l'association.",
    signature: 'Certifié exact',
    placeAndDate: 'Fait à                                          le',
    treasurer: 'La trésorière ou le trésorier',
    president: 'La présidente ou le président',
    backwards: 'Le dernier jour vient avant le premier.',
    printed: (day: string) => `Imprimé le ${day} depuis palier.`,
  },
};
