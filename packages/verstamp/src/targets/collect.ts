/** What a stream gave. */
export interface Collected {
  readonly bytes: Buffer;
  /** Whether it went on. */
  readonly isCut: boolean;
}

/** Collects what a stream gives, and leaves it where that is more than a bound. */
export async function collect(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<Collected> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop closes the stream.
    if (size > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks), isCut: size > maxBytes };
}
