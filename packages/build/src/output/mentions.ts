import { twinKind } from './packing.ts';

/** Where a file names another by digest, perhaps. */
export interface Mention {
  readonly file: string;
  /** In bytes. */
  readonly offset: number;
}

/** The digests that stand in the files of a folder. */
export interface Mentions {
  readonly byText: ReadonlyMap<string, readonly Mention[]>;
  /** How long they are, in characters. */
  readonly lengths: ReadonlySet<number>;
}

/** How what may be a digest ends: in hex as of MD5, SHA-1 and SHA-256, in base64 as of SHA-256 and on. */
const ENCODINGS = [
  {
    alphabet: /[\da-f]/,
    lengths: [64, 40, 32],
    like: /^(?:[\da-f]{64}|[\da-f]{40}|[\da-f]{32})(?![\da-f])/,
  },
  {
    alphabet: /[A-Za-z\d+/]/,
    // Without what fills them up.
    lengths: [86, 64, 43],
    like: /^(?![\da-f]{64})(?:[^=]{43}=|[A-Za-z\d+/]{64}|[^=]{86}==)(?![A-Za-z\d+/=])/,
  },
].map(({ alphabet, lengths, like }) => ({ lengths, like, members: listMembers(alphabet) }));

/** The characters of the shortest digest, and more than those of the longest. */
const [SHORTEST, LONGEST] = [32, 96];

/** A stamp's own commit names no file. */
const COMMIT = /(?:;c=|"commit":\s?")$/;

/** Finds all that may be digests in files, in one pass: to look for each in each would take minutes for many pages. */
export function findMentions(files: ReadonlyMap<string, Buffer>): Mentions {
  const byText = new Map<string, Mention[]>();
  for (const [file, bytes] of files) {
    if (twinKind(file) !== undefined) continue;
    for (const { text, offset } of findDigests(bytes)) {
      const mentions = byText.get(text) ?? [];
      mentions.push({ file, offset });
      byText.set(text, mentions);
    }
  }
  return { byText, lengths: new Set([...byText.keys()].map(({ length }) => length)) };
}

function findDigests(bytes: Buffer): readonly { readonly text: string; readonly offset: number }[] {
  return ENCODINGS.flatMap(({ like, lengths, members }) =>
    // In front may be more of the alphabet, as the slash of a path or the letter of an escape.
    findEnds(bytes, members, lengths).flatMap((offset) => {
      const text = like.exec(bytes.toString('latin1', offset, offset + LONGEST))?.[0];
      const isCommit = COMMIT.test(bytes.toString('latin1', Math.max(offset - 11, 0), offset));
      return text === undefined || isCommit ? [] : [{ text, offset }];
    }),
  );
}

/** Finds where a digest may begin that ends with a run of its alphabet; expressions take far longer. */
function findEnds(bytes: Buffer, members: Uint8Array, lengths: readonly number[]): readonly number[] {
  const found: number[] = [];
  for (let at = 0, begin = 0; at <= bytes.length; at++) {
    if (members[bytes[at] ?? 0] === 1) continue;
    if (at - begin >= SHORTEST)
      for (const length of lengths) if (at - length >= begin) found.push(at - length);
    begin = at + 1;
  }
  return found;
}

function listMembers(alphabet: RegExp): Uint8Array {
  return new Uint8Array(256).map((_, code) => (alphabet.test(String.fromCharCode(code)) ? 1 : 0));
}
