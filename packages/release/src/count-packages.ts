/** Writes a number of packages for people. */
export function countPackages(number: number): string {
  return number === 1 ? '1 package' : `${number} packages`;
}
