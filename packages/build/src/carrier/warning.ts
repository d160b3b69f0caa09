/** Says that nothing of the build can carry the stamp of its hashed files. */
export const PAGE_WARNING: string =
  'Hashed files never hold the stamp: the page has to. Put stampTag() of @verstamp/core into it before its first ' +
  'script, and say so with verstamp({ carrier: "page" }).';
