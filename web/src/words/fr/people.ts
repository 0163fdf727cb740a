// What the screens about people say, in French: plain, vous, short.

export default {
  invitation: {
    make: 'Faire un lien de connexion',
    send: 'Envoyer le lien',
    message: (association: string) => `${association} : ouvrez ce lien sur votre téléphone pour vous connecter.`,
    until: (hour: string) => `Le lien marche une fois, jusqu'à ${hour}.`,
    copied: 'Le lien est copié. Collez-le dans un message.',
    byHand: 'Ce téléphone ne peut pas envoyer le lien. Recopiez-le :',
  },
};
