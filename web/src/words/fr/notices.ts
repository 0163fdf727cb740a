// What is said about notices, in French: what each is about, and how to be told on this phone.

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
    order_changed: 'Une commande changée',
    order_cancelled: 'Une commande annulée',
    delivery_missed: 'Une livraison manquée',
  },
  when: (day: string, hour: string) => `Dit ${day}, ${hour}.`,
  on: (day: string) => `Pour ${day}.`,
  push: {
    title: 'Avis sur ce téléphone',
    offer: 'Voulez-vous être prévenu ici ?',
    why: "Ce qui change le matin même vous est dit tout de suite. L'avis ne montre ni nom ni adresse.",
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
