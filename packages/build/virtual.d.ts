declare module 'virtual:verstamp' {
  /** The application's name. */
  export const name: string;
  /** The version in four parts, as in `1.4.3.417`; `undefined` where the page bears no stamp of this name. */
  export const version: string | undefined;
  /** The version as users see it, as in `1.4.3`. */
  export const display: string | undefined;
  /** The whole stamp, as in the `content` of `<meta name="verstamp">`. */
  export const stamp: string | undefined;
  /** When it was built, ISO 8601 in UTC. */
  export const time: string | undefined;
  /** The commit it was built from. */
  export const commit: string | undefined;
  /** The version document's address; `undefined` where there is none. */
  export const documentUrl: string | undefined;
  /** Adds this program's stamp to the address by which it starts a worker; anything but an address comes back as it is. */
  export function stampUrl<T>(url: T): T | string;
}

declare module 'virtual:verstamp/static' {
  export { commit, documentUrl, name, stampUrl, time } from 'virtual:verstamp';
  /** The version in four parts, as in `1.4.3.417`. */
  export const version: string;
  /** The version as users see it, as in `1.4.3`. */
  export const display: string;
  /** The whole stamp, as in the `content` of `<meta name="verstamp">`. */
  export const stamp: string;
}
