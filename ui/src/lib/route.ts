export const pages = ['today', 'inbox', 'feeds', 'write', 'calendar', 'records', 'accounts', 'settings'] as const;
export type PageName = (typeof pages)[number];

/** Where in the app one is: a page and what follows it, `#/inbox/12` being `{ page: 'inbox', rest: ['12'] }`. */
export interface Route {
  page: PageName;
  rest: string[];
}

/** The address of a place in the app. */
export function address(page: PageName, ...rest: (string | number)[]): string {
  return `#/${[page, ...rest].map((part) => encodeURIComponent(part)).join('/')}`;
}

/** Reads an address; anything unknown is Today. */
export function readAddress(hash: string): Route {
  const [page, ...rest] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
  const known = pages.find((name) => name === page);
  return known ? { page: known, rest: rest.filter((part) => part !== '') } : { page: 'today', rest: [] };
}
