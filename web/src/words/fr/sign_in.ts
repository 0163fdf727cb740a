// What is said around signing in, in French: the card, the PIN, the password, the demonstration, the settings of this phone.

export default {
  welcome: {
    title: 'Bienvenue sur palier',
    what: "Des voisins portent le pain et l'eau jusqu'à votre porte. C'est gratuit.",
    scan: 'Scanner ma carte',
    stopScan: 'Arrêter la caméra',
    code: 'Le code de la carte',
    codeHelp: 'Il est écrit sous le carré noir et blanc.',
    connect: 'Me connecter',
    wrongCode: "Ce n'est pas un code de carte. Regardez encore une fois.",
    noCardTitle: "Vous n'avez pas de carte ?",
    noCard: "Appelez votre association. Quelqu'un vous en apporte une.",
    password: "J'ai un mot de passe",
    demo: 'Essayer un rôle de la démonstration',
    onThisPhone: 'Déjà sur cet appareil',
    continueAs: (name: string) => `Continuer : ${name}`,
    mustPair: (name: string) => `${name} : une nouvelle carte est nécessaire`,
    mustPairSomebody: "Quelqu'un sur ce téléphone doit prendre une nouvelle carte.",
    waiting: (n: number, name: string) =>
      (name ? `${name} : ` : 'Sur ce téléphone, ') +
      (n < 2 ? "1 résultat de tournée attend d'être envoyé." : `${n} résultats de tournée attendent d'être envoyés.`),
    waitingHow:
      'Avec une nouvelle carte de la même personne, tout part tout seul. Sinon, gardez un fichier pour la coordination.',
  },
  pair: {
    title: 'Connecter ce téléphone',
    ask: 'Votre carte a été lue. Voulez-vous connecter ce téléphone ?',
    openCard: "Ouvrir cette carte pour quelqu'un d'autre",
    connect: 'Oui, connecter',
    who: (name: string) => `Vous êtes bien ${name} ?`,
    itsMe: "Oui, c'est moi",
    notMe: "Non, ce n'est pas moi",
    notMeDone: 'Ce téléphone est déconnecté. Rendez la carte à votre association.',
    waitingTitle: 'Encore un accord',
    waiting: "La coordination doit accepter ce téléphone. Appelez-la, c'est fait en une minute.",
    check: "C'est fait ? Regarder",
    otherCard: 'Prendre une autre carte',
    torn: "Ce lien n'est pas celui d'une carte, ou il en manque un bout.",
    noToken: 'Scannez votre carte, ou recopiez son code.',
    device: { phone: 'Téléphone', tablet: 'Tablette', computer: 'Ordinateur' },
  },
  ended: {
    title: "Ce téléphone n'est plus connecté",
    text: "Pour continuer, il faut une nouvelle carte. Ce qui attend d'être envoyé est gardé.",
    guessed: "Il y a eu trop d'essais avec un mauvais code secret.",
  },
  settings: {
    text: 'Taille du texte',
    texts: { normal: 'Normale', large: 'Grande', larger: 'Très grande' },
    theme: 'Couleurs',
    themes: { auto: 'Comme le téléphone', light: 'Claires', dark: 'Sombres' },
    language: 'Langue',
    languages: { fr: 'Français', en: 'English' },
    devices: 'Mes appareils',
    thisDevice: 'celui-ci',
    lastUsed: (day: string) => `Utilisé le ${day}`,
    endDevice: 'Déconnecter',
    endAsk: (name: string) => `Déconnecter « ${name} » ?`,
    ended: "C'est fait. Cet appareil est déconnecté.",
    endOthers: 'Déconnecter tous les autres',
    endOthersAsk: (n: number) => `Déconnecter vos ${n} autres appareils ? Cet appareil reste connecté.`,
    endedOthers: "C'est fait. Seul cet appareil reste connecté.",
    sharedDevice: 'Utilisé par plusieurs personnes.',
    awaits: "Attend l'accord de la coordination.",
    secrets: 'Pour ouvrir palier',
    standing: 'en place',
    none: 'aucun',
    others: 'Changer de personne',
    add: "Ajouter quelqu'un sur cet appareil",
    signOut: 'Me déconnecter',
    signOutAsk: 'Vous déconnecter de ce téléphone ? Il vous faudra une nouvelle carte pour revenir.',
    unsent: (n: number) =>
      n < 2
        ? "1 résultat de la tournée n'a pas encore été envoyé. Attendez le réseau, ou gardez-le dans un fichier."
        : `${n} résultats de la tournée n'ont pas encore été envoyés. Attendez le réseau, ou gardez-les dans un fichier.`,
    saveQueue: 'Garder dans un fichier',
    leaveAnyway: 'Me déconnecter maintenant',
  },
  /** What stands on the keys, and what is said of digits that are not shown. */
  keypad: {
    erase: 'Effacer',
    digits: (n: number) => (n < 2 ? `${n} chiffre` : `${n} chiffres`),
  },
  pin: {
    title: 'Votre code secret',
    chooseTitle: 'Choisissez un code secret',
    why: 'Il protège les noms et les adresses si cet appareil se perd.',
    whyShared: "Plusieurs personnes utilisent cet appareil : ce code n'ouvre que votre page.",
    how: (least: number, most: number) => `De ${least} à ${most} chiffres. Ni une date, ni une suite. Retenez-le bien.`,
    keep: 'Garder ce code',
    open: 'Ouvrir',
    openOffline: 'Ma tournée, sans réseau',
    goOn: 'Continuer',
    whoTitle: 'Qui est là ?',
    others: "Ce n'est pas vous ?",
    forgotten: 'Code secret oublié ?',
    forgottenHow:
      "Appelez votre association : elle vous donne une nouvelle carte. Ce qui attend d'être envoyé est gardé.",
    otherCard: "J'ai une nouvelle carte",
    mine: 'Mon code secret',
    standing: 'Cet appareil a un code secret.',
    needed: "Il en faut un sur cet appareil, parce qu'on y voit des noms et des adresses.",
    change: 'Changer mon code secret',
    remove: 'Ne plus avoir de code secret',
    presentOne: 'Votre code secret actuel',
    newOne: 'Votre nouveau code secret',
    kept: "C'est noté. Retenez bien votre code secret.",
    removed: "C'est fait. Cet appareil n'a plus de code secret.",
  },
  password: {
    mine: 'Mon mot de passe',
    why: 'Il sert à vous connecter sur un autre ordinateur, sans carte.',
    standing: (day: string) => `Vous avez un mot de passe depuis le ${day}.`,
    handle: 'Adresse électronique ou téléphone',
    handleHelp: "Pour vous reconnaître. Rien n'y est jamais envoyé.",
    password: 'Mot de passe',
    present: 'Votre mot de passe actuel',
    next: 'Votre nouveau mot de passe',
    passwordHelp: (least: number) => `Au moins ${least} signes. Plusieurs mots sans lien vont très bien.`,
    show: 'Montrer',
    hide: 'Cacher',
    keep: 'Garder ce mot de passe',
    change: 'Changer le mot de passe',
    kept: "C'est noté.",
    remove: 'Enlever mon mot de passe',
    removeHow: "Pour l'enlever, écrivez d'abord votre mot de passe actuel.",
    removeAsk: 'Enlever votre mot de passe ? Vos appareils restent connectés.',
    removeYes: 'Oui, enlever',
    removed: "C'est fait. Vous n'avez plus de mot de passe.",
    enterTitle: 'Avec un mot de passe',
    enter: 'Me connecter',
    forgotten: "Mot de passe oublié ? Une collègue de la coordination peut l'enlever, et vous donner une carte.",
  },
  /** Why a secret was not taken. */
  refused: {
    pinWrong: (left: number) =>
      left < 2
        ? "Ce n'est pas le bon code. Encore 1 essai, puis il faudra attendre."
        : `Ce n'est pas le bon code. Encore ${left} essais, puis il faudra attendre.`,
    pinLocked: (seconds: number) => `Ce n'est pas le bon code. Réessayez dans ${waitFr(seconds)}.`,
    pinTooSimple: "C'est trop facile à deviner. Prenez-en un autre.",
    passwordWrong: "L'adresse (ou le téléphone) ou le mot de passe n'est pas le bon.",
    passwordLocked: (seconds: number) =>
      `Trop d'essais. Réessayez dans ${waitFr(seconds)}, ou connectez-vous avec votre carte.`,
  },
  demo: {
    title: 'Essayer palier',
    what: 'Ceci est une démonstration. Les personnes et les adresses sont inventées, et rien ne sort de cette machine.',
    again: "Vous pourrez revenir ici pour essayer un autre rôle : « Autre rôle », en haut de l'écran.",
    none: "Ce n'est pas une démonstration.",
    welcome: "Revenir à l'accueil",
    roles: {
      resident: { title: 'Habitant', text: 'commande son pain et son eau' },
      volunteer: { title: 'Bénévole', text: 'porte chez les voisins' },
      relay_operator: { title: 'Standard', text: 'prend les commandes au téléphone' },
      coordinator: { title: 'Coordination', text: 'prépare la journée et veille' },
      treasurer: { title: 'Trésorerie', text: 'relit les chiffres' },
    },
  },
};

/** « 30 secondes », « 5 minutes » */
function waitFr(seconds: number): string {
  if (seconds <= 90) return seconds < 2 ? '1 seconde' : `${seconds} secondes`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
