const AT_ONCE = 16;

/** Computes how long the round trips of so many packages take, whatever the processors do. */
export function computeTrips(
  packages: number,
  { together, inTurn, roundTripMs }: { together: number; inTurn: number; roundTripMs: number },
): { readonly requests: number; readonly seconds: number } {
  const trips = Math.ceil(packages / AT_ONCE) * together + packages * inTurn;
  return { requests: packages * (together + inTurn), seconds: (trips * roundTripMs) / 1000 };
}
