// What a longer look at a plan says, in French: the search for a better one, why somebody has what they
// have, and changes of face.
import { count } from '../numbers';

export default {
  search: {
    title: 'Chercher un meilleur plan',
    what: 'La recherche ne change rien. Les bénévoles ne voient un nouveau plan que si vous le publiez.',
    begin: 'Chercher',
    beginOf: (area: string) => `Chercher un meilleur plan pour ${area}`,
    more: 'Chercher encore',
    moreOf: (area: string) => `Chercher encore un meilleur plan pour ${area}`,
    waiting: 'La recherche va commencer…',
    searching: (seconds: string, found: number) =>
      `Recherche en cours, ${seconds} s au plus. ${count(found, 'plan trouvé', 'plans trouvés, chacun meilleur')}.`,
    stop: 'Arrêter là',
    stopOf: (area: string) => `Arrêter là la recherche pour ${area}`,
    failed: "La recherche s'est arrêtée sans réponse. Le plan reste comme il est.",
    better: 'Un meilleur plan est trouvé.',
    same: 'Le plan qui est là reste le meilleur. Gardez-le.',
    change: (what: string, from: string, to: string) => `${what} : ${to} au lieu de ${from}.`,
    unserved: 'Sans personne',
    rounds: 'Tournées',
    time: 'Temps de tous',
    way: 'À pied',
    climb: "Montés d'un étage",
    moved: (n: number) =>
      n ? `${count(n, 'foyer voit', 'foyers voient')} une autre personne.` : 'Chaque foyer garde la même personne.',
    ask: 'Les bénévoles dont la tournée change la verront tout de suite. On publie ?',
    publish: 'Publier ce plan',
    publishOf: (area: string) => `Publier ce plan pour ${area}`,
    published: "C'est publié.",
  },
  why: {
    title: 'Pourquoi cette personne ?',
    brings: (name: string) => `${name} s'en occupe.`,
    nobody: "Personne ne s'en occupe.",
    others: 'Qui pourrait ?',
    has: "S'en occupe",
    same: 'Possible, pas plus long',
    more: (time: string) => `Possible, ${time} de plus`,
    less: (time: string) => `Possible, ${time} de moins`,
    none: "Rien à expliquer : rien n'est prévu ce jour-là, ou la tournée est déjà partie.",
  },
  proposals: {
    title: 'Changements proposés',
    what: "Un visage connu compte plus qu'une minute. C'est vous qui décidez.",
    instead: (to: string, from: string) => `${to} à la place de ${from}.`,
    first: (to: string) => `${to} passerait chaque fois.`,
    saves: (n: number) => `${count(n, 'minute', 'minutes')} de marche en moins.`,
    yes: "D'accord",
    yesOf: (who: string) => `D'accord pour ${who}`,
    no: 'Non, garder',
    noOf: (who: string) => `Non, garder pour ${who}`,
    accepted: "C'est noté. Le prochain plan en tient compte.",
    refused: "C'est noté. Rien ne change.",
  },
};
