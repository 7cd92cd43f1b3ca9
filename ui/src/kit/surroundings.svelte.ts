import { SvelteMap } from 'svelte/reactivity';

/** The mark of a platform: one letter in its own colour. */
export interface Mark {
  name: string;
  letter: string;
  colour: string;
}

function pictureAddress(hash: string): string {
  // WebView2 has no schemes of its own; there the same protocol is reached by a host name.
  return navigator.userAgent.includes('Windows') ? `http://picture.localhost/${hash}` : `picture://localhost/${hash}`;
}

/** What the kit needs to know and cannot ask for itself. The app fills it in before anything is shown. */
class Surroundings {
  /** The library's time zone; empty: the computer's. */
  zone = $state('');
  /** Marks by platform key. */
  readonly marks = new SvelteMap<string, Mark>();
  /** Opens a link of a post outside the app. */
  openLink: (url: string) => void = () => undefined;
  /** Where a cached picture is read from. */
  pictureSrc: (hash: string) => string = pictureAddress;
}

export const surroundings = new Surroundings();
