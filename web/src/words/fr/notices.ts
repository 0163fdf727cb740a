// What is said about notices, in French: what each is about, and how to be told on this phone.
import { count } from '../numbers';

export default {
  none: 'Rien de nouveau. Ce qui change vous sera dit ici.',
  fresh: 'Nouveau',
  look: 'Voir',
  gone: "Cet avis n'est plus là.",
  kinds: {
    round_published: 'Une tournée à prendre',
    round_changed: 'Une tournée changée',
    round_cancelled: 'Une tournée annulée',
    doors_uncovered: 'Des portes sans personne',
    round_reminder: "Une tournée aujourd'hui",
    round_unfinished: 'Une tournée pas finie',
    device_silent: 'Un téléphone sans nouvelles',
    concern_opened: 'Une porte à revoir',
    delivery_problem: 'Un problème de livraison',
  },
  when: (day: string, hour: string) => `Dit ${day}, ${hour}.`,
  on: (day: string) => `Pour ${day}.`,
  board: {
    toCall: 'À appeler maintenant',
    nobody: "Personne n'est à appeler.",
    said: "C'est dit",
    saidTo: (name: string) => `C'est dit : ${name}`,
    noted: (name: string) => `C'est noté. ${name} est au courant.`,
    noPhone: 'Pas de téléphone connu.',
    onlyByCall: 'Seul un appel les joint',
    onlyByCallWhy: 'Ni avis, ni SMS, ni courriel de palier ne leur arrive.',
    key: (carrier: string) =>
      `${carrier} ne reconnaît plus palier : les avis n'arrivent pas. Prévenez la personne qui s'occupe du serveur.`,
    services: { sms: 'Le service de SMS', email: 'Le serveur de courriel', fcm: 'Google (FCM)' } as Record<
      string,
      string
    >,
    lately: 'Les derniers jours',
    nothing: "Pas d'avis ces derniers jours.",
    retry: 'Réessayer',
    retryOf: (name: string) => `Réessayer : ${name}`,
    about: {
      round_published: 'Une tournée à prendre.',
      round_changed: 'Sa tournée a changé.',
      round_cancelled: "Sa tournée n'a plus lieu.",
      doors_uncovered: "Des portes n'ont personne.",
      round_reminder: "Sa tournée est aujourd'hui.",
      round_unfinished: "Une tournée n'est pas finie.",
      device_silent: 'Un téléphone en tournée ne donne plus de nouvelles.',
      concern_opened: 'Une porte demande un second regard.',
      delivery_problem: 'Un problème de livraison est signalé.',
    },
    states: {
      waiting: 'Pas encore parti',
      sent: 'Envoyé, pas encore vu',
      seen: '✓ Vu',
      failed: "✗ N'a pas pu partir",
      expired: '✗ Trop tard',
      withdrawn: 'Repris',
    },
    rates: 'Semaine par semaine',
    week: (monday: string) => `Semaine du ${monday} :`,
    rate: {
      push: (taken: number, seen: number, refused: number) =>
        `${count(taken, 'avis envoyé', 'avis envoyés')} sur un téléphone, ${count(seen, 'vu', 'vus')}, ${count(refused, 'perdu', 'perdus')}.`,
      sms: (taken: number, seen: number, refused: number, delivered: number) =>
        `${count(taken, 'SMS envoyé', 'SMS envoyés')}, ${count(delivered, 'arrivé', 'arrivés')}, ${count(seen, 'vu', 'vus')}, ${count(refused, 'perdu', 'perdus')}.`,
      email: (taken: number, seen: number, refused: number) =>
        `${count(taken, 'courriel envoyé', 'courriels envoyés')}, ${count(seen, 'vu', 'vus')}, ${count(refused, 'perdu', 'perdus')}.`,
      call: (taken: number, seen: number) =>
        `${count(taken, 'appel à faire', 'appels à faire')}, ${count(seen, 'fait', 'faits')}.`,
    },
  },
  push: {
    title: 'Avis sur ce téléphone',
    offer: 'Voulez-vous être prévenu ici ?',
    why: "Une tournée peut changer le matin même. L'avis ne montre ni nom ni adresse.",
    yes: 'Oui, me prévenir',
    later: 'Pas maintenant',
    on: 'Ce téléphone vous prévient.',
    off: 'Ce téléphone ne vous prévient pas.',
    turnOff: 'Ne plus me prévenir ici',
    denied:
      'Ce téléphone refuse les avis de palier. Vous pouvez le changer dans les réglages de votre navigateur, à la ligne des notifications.',
    none: 'Ce navigateur ne sait pas recevoir des avis. Vous serez prévenu autrement.',
    off_here: "Ici, palier n'envoie pas d'avis sur les téléphones. Vous serez prévenu autrement.",
    install: "Sur un iPhone, il faut d'abord mettre palier sur l'écran d'accueil :",
    steps: [
      'Touchez le carré avec une flèche, en bas de Safari.',
      "Choisissez « Sur l'écran d'accueil ».",
      "Ouvrez palier depuis l'écran d'accueil, puis revenez ici.",
    ],
  },
};
