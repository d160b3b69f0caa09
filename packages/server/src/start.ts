/**
 * Creates the function that tells since when something runs: since now, or, if no time passes before a request comes
 * (a deployed Cloudflare worker's clock stands at 0 until then), since it is first asked.
 */
export function createStart(now: () => number): () => number {
  let start = now();
  return () => (start ||= now());
}
