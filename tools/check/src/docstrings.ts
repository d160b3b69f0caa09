// What stands between braces is declared in many ways; with these words and signs it never is.
const NO_MEMBER = /^(?:$|\/\*\*|[}\])]|(?:import|return|if|for|while|throw|try|switch|await)\b)/;
const DECLARATION = /^(?:export|declare|abstract|async|function|const|let|class|interface|type)\b/;

// Behind "where" and "if" stands what a condition is about, such as a variable.
const CODE = /(?<!\b(?:where|if) )`([A-Z]+(?:_[A-Z]+)*)`/g;

/** Finds the docstrings of a module that describe nothing: no declaration follows. */
export function findDangling(source: string): readonly string[] {
  const docstrings = [...source.matchAll(/^(?<indent> *)(?<text>\/\*\*.*?\*\/)\n?/gms)];
  return docstrings.flatMap(({ 0: whole, index, groups }) => {
    const next = findNext(source.slice(index + whole.length));
    const describes = groups?.['indent'] === '' ? DECLARATION.test(next) : !NO_MEMBER.test(next);
    return describes ? [] : [groups?.['text'] ?? ''];
  });
}

/** Finds the line that a docstring belongs to: a comment for whoever changes the code may stand between. */
function findNext(rest: string): string {
  return /^(?: *\/\/.*\n)* *(.*)/.exec(rest)?.[1] ?? '';
}

/** Lists the error codes that the docstrings of a module say are thrown. */
export function listThrown(source: string): readonly string[] {
  const promises = source.matchAll(/@throws VerstampError(.*?)(?=\n *\* @|\*\/)/gs);
  return [...promises].flatMap(([, text = '']) => [...text.matchAll(CODE)].map(([, code = '']) => code));
}
