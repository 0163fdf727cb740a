// What a longer look at a plan says, in English.
import { count } from '../numbers';
import type fr from '../fr/planning';

const en: typeof fr = {
  search: {
    title: 'Search for a better plan',
    what: 'The search changes nothing. Volunteers see a new plan only if you publish it.',
    begin: 'Search',
    beginOf: (area) => `Search for a better plan for ${area}`,
    more: 'Search again',
    moreOf: (area) => `Search again for a better plan for ${area}`,
    waiting: 'The search is about to begin…',
    searching: (seconds) => `Searching, ${seconds} s at most.`,
    stop: 'Stop here',
    stopOf: (area) => `Stop the search for ${area} here`,
    failed: 'The search ended without an answer. The plan stays as it is.',
    better: 'A better plan is found.',
    same: 'The plan that stands is still the best. Keep it.',
    change: (what, from, to) => `${what}: ${to} instead of ${from}.`,
    unserved: 'Without anybody',
    rounds: 'Rounds',
    time: 'Time of all',
    way: 'On foot',
    climb: 'Carried up one floor',
    moved: (n) =>
      n ? `${count(n, 'household sees', 'households see')} somebody else.` : 'Every household keeps its person.',
    again: (n) => `${count(n, 'volunteer who said yes has', 'volunteers who said yes have')} to say it again.`,
    ask: 'The volunteers whose round changes will see it at once. Publish?',
    publish: 'Publish this plan',
    publishOf: (area) => `Publish this plan for ${area}`,
    published: 'It is published.',
  },
  why: {
    title: 'Why this person?',
    brings: (name) => `${name} brings it.`,
    nobody: 'Nobody brings it.',
    others: 'Who could?',
    has: 'Brings it',
    same: 'Possible, no longer',
    more: (time) => `Possible, ${time} more`,
    less: (time) => `Possible, ${time} less`,
    notPlanned: 'The day is not planned yet.',
    none: 'Nothing to explain: nothing is planned that day, or the round has left.',
  },
  proposals: {
    title: 'Proposed changes',
    what: 'A known face counts more than a minute. You decide.',
    instead: (to, from) => `${to} in place of ${from}.`,
    first: (to) => `${to} would come each time.`,
    saves: (n) => `${count(n, 'minute', 'minutes')} less to walk.`,
    yes: 'Agreed',
    yesOf: (who) => `Agreed for ${who}`,
    no: 'No, keep',
    noOf: (who) => `No, keep for ${who}`,
    accepted: 'Noted. The next plan keeps to it.',
    refused: 'Noted. Nothing changes.',
  },
};

export default en;
