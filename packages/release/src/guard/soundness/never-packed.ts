/** The names that npm leaves out of every tarball, whatever "files" says, wherever they are (its `npm-packlist`). */
const NEVER_PACKED: readonly RegExp[] = [
  /^\.(?:git|svn|hg|npmrc|gitignore|npmignore|DS_Store)$/,
  /^(?:CVS|npm-debug\.log)$/,
  /^\._|^\..*\.swp$|\.orig$/,
];

/** Tells whether npm never packs a file of this path. */
export function isNeverPacked(path: string): boolean {
  return path.split('/').some((name) => NEVER_PACKED.some((pattern) => pattern.test(name)));
}
