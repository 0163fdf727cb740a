// What a round on paper says, and what is said where it is entered back, in French.
import { count, number } from '../numbers';

const floors = (floor: number) =>
  floor === 0 ? 'Rez-de-chaussée' : floor === 1 ? '1er étage' : `${number(floor)}e étage`;

export default {
  entrance: (building: string, name: string) => (building ? `${building}, entrée ${name}` : `Entrée ${name}`),
  door: (floor: number, door: string) => `${floors(floor)}, porte ${door}`,
  courtesy: { madame: 'Mme', monsieur: 'M.' },
  handover: { in_hand: 'en main propre', bag_on_door: 'dans le sac à la porte' },
  lifts: { none: 'Escalier', working: 'Ascenseur', out_of_order: 'Ascenseur en panne' },
  list: {
    title: 'Feuilles de tournée',
    what: 'Pour les bénévoles sans téléphone. Imprimez le matin, notez les résultats au retour.',
    nobody: 'Personne encore',
    reported: (n: number, all: number) => `Noté : ${number(n)} sur ${number(all)}`,
    print: 'Voir et imprimer',
    printOf: (who: string) => `Voir et imprimer la feuille de ${who}`,
    enter: 'Noter les résultats',
    enterOf: (who: string) => `Noter les résultats de ${who}`,
    none: 'Pas de tournée ce jour.',
  },
  sheet: {
    title: 'Feuille de tournée',
    urgent: 'Urgence : le 15',
    take: (said: string) => `Prendre ${said}`,
    taken: '— pris : ______',
    code: (code: string) => `Code : ${code}`,
    boxes: ['Donné', 'Pas de réponse', 'Refusé', 'Pas pu entrer', 'Il en manquait'],
    bagBoxes: ['Sac encore plein', 'Pas de sac'],
    visitBoxes: ['Visite : tout va bien', 'Inquiétude : appelez', 'Visite : pas de réponse'],
    end: 'Rendez cette feuille au retour. Elle porte des noms : ne la laissez nulle part.',
    print: 'Imprimer',
    codes: 'Ajouter les codes des portes',
  },
  enter: {
    title: 'Noter les résultats',
    doors: (n: number) => count(n, 'porte', 'portes'),
    noted: 'Noté',
    some: (n: number, all: number) => `Noté : ${number(n)} sur ${number(all)}`,
    waits: 'Gardé, à envoyer',
    refused: "Un résultat n'a pas été accepté.",
    read: "J'ai lu",
  },
  stop: {
    title: 'Une entrée',
    taken: 'Combien a été pris ici ?',
    asked: (said: string) => `Demandé : ${said}`,
    all: 'Tout est donné ici',
    nothing: 'Rien de nouveau à noter. Choisissez un résultat.',
    save: 'Enregistrer',
    kept: "C'est noté.",
    moved: 'Cet arrêt a changé de tournée. Revenez à la liste.',
  },
  marks: {
    goodsOf: (who: string) => `Livraison : ${who}`,
    goods: {
      given: 'Donné',
      no_answer: 'Pas de réponse',
      refused: 'Refusé',
      no_access: 'Pas pu entrer',
      shop_short: 'Il en manquait',
    },
    given: (said: string) => `Demandé : ${said}. Donné :`,
    bagOf: (who: string) => `Sac à pain : ${who}`,
    bag: { full: 'Sac encore plein', missing: 'Pas de sac' },
    visitOf: (who: string) => `Visite : ${who}`,
    visit: { fine: 'Visite : tout va bien', worry: 'Visite : inquiétude' },
  },
};
