// What somebody chooses about the notices that they are sent, in French.

export default {
  what: 'Pour chaque avis, choisissez ce qui vous convient le mieux. Si ce moyen ne passe pas, nous essayons les autres.',
  none: "Rien à choisir : nous ne vous envoyons pas d'avis.",
  noted: "C'est noté.",
  tell: 'Me prévenir',
  untold: 'Vous le lirez en ouvrant palier.',
  always: "Cet avis part toujours : quelqu'un compte sur vous.",
  first: "D'abord par",
  kinds: {
    round_published: { title: 'Une tournée vous attend', text: 'Quand une tournée est prête pour vous.' },
    round_changed: { title: 'Votre tournée a changé', text: 'Une porte de plus ou de moins, ou une autre heure.' },
    round_cancelled: { title: "Votre tournée n'a plus lieu", text: 'Pour ne pas vous déplacer pour rien.' },
    doors_uncovered: { title: "Des portes n'ont personne", text: "Quelqu'un attend peut-être derrière." },
    round_reminder: { title: "Votre tournée est aujourd'hui", text: 'Un rappel avant de partir.' },
    round_unfinished: {
      title: "Une tournée n'est pas finie",
      text: 'Le soir, quand des portes restent sans réponse.',
    },
    device_silent: {
      title: 'Un téléphone ne donne plus de nouvelles',
      text: "Quand on n'entend plus parler d'une tournée en cours.",
    },
    concern_opened: { title: 'Une porte demande un second regard', text: "Quelqu'un n'a pas ouvert, ou inquiète." },
    delivery_problem: { title: 'Un problème de livraison', text: 'Un voisin attend un appel.' },
    order_changed: { title: 'Votre commande a changé', text: "Quand quelqu'un d'autre la change." },
    order_cancelled: { title: 'Votre commande est annulée', text: "Quand quelqu'un d'autre l'annule." },
    delivery_missed: { title: "Une livraison n'a pas pu se faire", text: 'Pour savoir à qui demander.' },
    order_confirmed: { title: 'Votre commande est notée', text: "Quand quelqu'un la note pour vous, ou vous." },
    order_short: {
      title: 'Il manquera quelque chose',
      text: "Quand le magasin n'a pas tout ce que vous avez commandé.",
    },
    delivery_left: { title: 'Votre livraison est à votre porte', text: 'Quand tout a été déposé.' },
    cutoff_moved: { title: "Commandez plus tôt que d'habitude", text: 'Avant un jour férié ou un congé du magasin.' },
    visit_due: {
      title: 'Une visite est à convenir',
      text: "Quand un voisin souhaite une visite et que rien n'est prévu.",
    },
    slip_ready: { title: 'Un bon de commande est prêt', text: 'Pour le transmettre au magasin.' },
    cover_offered: { title: "Des portes cherchent quelqu'un", text: 'Quand un autre bénévole ne peut pas venir.' },
    cover_taken: { title: "Des portes ont trouvé quelqu'un", text: 'Quand un bénévole en reprend.' },
  },
  ways: {
    push: 'Une notification',
    sms: 'Un SMS',
    email: 'Un courriel',
    doorstep: 'Une parole à la porte',
    call: 'Un appel',
  },
  only: {
    push: 'Par une notification sur un téléphone.',
    sms: 'Par SMS.',
    email: 'Par courriel.',
    doorstep: 'Par le bénévole qui vient à votre porte.',
    call: "Par un appel de l'association.",
  },
  nothing:
    "Pour l'instant, vous ne le lisez qu'en ouvrant palier. Vous pouvez activer les avis sur ce téléphone, dans les réglages.",
};
