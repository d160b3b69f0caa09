/** Gives a plugin the names that imports have, for CommonJS, which gets the function itself in the place of its module. */
export function nameExports(verstamp: object): void {
  Object.assign(verstamp, { verstamp, default: verstamp });
}
