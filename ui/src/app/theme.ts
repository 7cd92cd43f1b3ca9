import type { Density, Theme } from '../ipc/generated';

/** Remembered by the window, so that it does not flash white before the desk is open. Only a guess: settings decide. */
const KEY = 'theme';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'system';

function show(): void {
  const theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset.theme = theme;
}

/** Shows the theme that was last chosen, and follows the system from now on where that is the choice. */
export function followTheme(): void {
  const last = localStorage.getItem(KEY);
  if (last === 'light' || last === 'dark') chosen = last;
  dark.addEventListener('change', show);
  show();
}

/** Shows what the person chose. */
export function choose(theme: Theme, density: Density): void {
  chosen = theme;
  localStorage.setItem(KEY, theme);
  document.documentElement.dataset.density = density;
  show();
}

/** The theme in view now. */
export function shown(): 'light' | 'dark' {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}
