// How this phone shows palier: size of the text, colours, language. Kept in localStorage because it is needed before the
// first paint and says nothing about anybody.

export const TEXT_SIZES = ['normal', 'large', 'larger'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;
export const LANGUAGES = ['fr', 'en'] as const;

export type TextSize = (typeof TEXT_SIZES)[number];
export type Theme = (typeof THEMES)[number];
export type Language = (typeof LANGUAGES)[number];

const KEPT_AS = 'palier-settings';

export const settings = $state<{ text: TextSize; theme: Theme; language: Language }>({
  text: 'normal',
  theme: 'auto',
  language: 'fr',
});

/** Reads what was kept and shows it. Whatever is not one of our words is left at its default. */
export function startSettings(): void {
  const kept = readKept();
  settings.text = TEXT_SIZES.find((one) => one === kept.text) ?? 'normal';
  settings.theme = THEMES.find((one) => one === kept.theme) ?? 'auto';
  settings.language = LANGUAGES.find((one) => one === kept.language) ?? 'fr';
  show();
}

/** Changes a setting, shows it at once and keeps it where the browser lets us. */
export function change(what: Partial<typeof settings>): void {
  Object.assign(settings, what);
  show();
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(settings));
  } catch {
    // A browser without storage shows the change until the page is closed.
  }
}

function readKept(): Record<string, unknown> {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}

function show(): void {
  const root = document.documentElement;
  root.dataset.text = settings.text;
  root.dataset.theme = settings.theme;
  root.lang = settings.language;
}
