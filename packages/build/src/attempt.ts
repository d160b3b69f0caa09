/** Returns what an act gives; `undefined` if it throws, since what it asks for may be gone, or nobody's to use. */
export function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
