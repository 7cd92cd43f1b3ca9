import { address, readAddress, type PageName, type Route } from '../lib/route';

/** Where one is. Addresses live in the hash, so that back and forward work as everywhere. */
class Router {
  route = $state.raw<Route>(readAddress(location.hash));

  constructor() {
    window.addEventListener('hashchange', () => {
      this.route = readAddress(location.hash);
    });
  }

  /** Goes to a page: `router.go('inbox', 12)`. */
  go(page: PageName, ...rest: (string | number)[]): void {
    location.hash = address(page, ...rest);
  }

  /** Whether one is there, or already on the way: the event that tells of a new address comes later than the address. */
  isAt(page: PageName, ...rest: (string | number)[]): boolean {
    return location.hash === address(page, ...rest);
  }

  /** Goes there without a step to come back to: a new draft gets its number. */
  replace(page: PageName, ...rest: (string | number)[]): void {
    history.replaceState(null, '', address(page, ...rest));
    this.route = readAddress(location.hash);
  }
}

export const router = new Router();
