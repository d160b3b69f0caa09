/** Writes a text as a JavaScript literal that ends neither a script element nor a line, in any parser. */
export function literal(text: string | undefined): string {
  return (JSON.stringify(text) ?? 'undefined').replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
