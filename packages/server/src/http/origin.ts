/** Tells whether a value is an origin as browsers send it: `https://shop.example`, without a path or a known port. */
export function isOrigin(value: unknown): boolean {
  // Sandboxed frames and files send this word.
  if (value === 'null') return true;
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { origin, protocol, host } = new URL(value);
  // URL knows no origin of schemes such as an app's or an extension's, and browsers send one.
  return value === (origin === 'null' ? `${protocol}//${host}` : origin);
}
