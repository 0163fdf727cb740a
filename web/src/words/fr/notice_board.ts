// What the office reads of everybody's notices, in French: whom to call, what became of each, how well each way does.
import { count } from '../numbers';

export default {
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
    order_changed: 'Sa commande a changé.',
    order_cancelled: 'Sa commande est annulée.',
    delivery_missed: "Une livraison n'a pas pu se faire.",
    order_confirmed: 'Sa commande est notée.',
    order_short: 'Il manquera quelque chose à sa commande.',
    delivery_left: 'Sa livraison est à sa porte.',
    cutoff_moved: "Il faut commander plus tôt que d'habitude.",
    visit_due: 'Une visite est à convenir.',
    slip_ready: 'Un bon de commande est prêt.',
    cover_offered: 'Des portes à reprendre.',
    cover_taken: "Des portes ont trouvé quelqu'un.",
  },
  states: {
    waiting: 'Pas encore parti',
    sent: 'Envoyé, pas encore vu',
    seen: '✓ Vu',
    failed: "✗ N'a pas pu partir",
    expired: '✗ Trop tard',
    withdrawn: 'Repris',
    declined: 'Ne veut pas de cet avis',
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
    doorstep: (taken: number, seen: number) =>
      `${count(taken, 'avis à dire', 'avis à dire')} à la porte, ${count(seen, 'dit', 'dits')}.`,
    call: (taken: number, seen: number) =>
      `${count(taken, 'appel à faire', 'appels à faire')}, ${count(seen, 'fait', 'faits')}.`,
  },
};
