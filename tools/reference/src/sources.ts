/** Where the rules stand that docstrings name by their section. */
const SECTIONS: Readonly<Record<string, string>> = {
  '2': '[versions](../wire.md#versions)',
  '3': '[rules](../wire.md#rules)',
  '4': '[stamps](../wire.md#stamps)',
  '5': '[ledgers](../ledgers.md)',
  '6': '[the command line](../../packages/verstamp/README.md)',
  '7': '[the wire](../wire.md)',
  '8': '[the errors](../errors)',
};

/** Links what a docstring names as the source of the rule that it follows: our pages, RFCs, SemVer, the grammar. */
export function linkSources(text: string): string {
  return text
    .replaceAll(/\bcontract §(\d)(?: and §(\d))?/g, (whole, one: string, other?: string) => {
      const links = [one, other].flatMap((section) => (section ? [SECTIONS[section] ?? whole] : []));
      return `see ${links.join(' and ')}`;
    })
    .replaceAll(/\bRFC (\d{4})\b/g, '[RFC $1](https://www.rfc-editor.org/rfc/rfc$1)')
    .replaceAll('SemVer 2.0.0', '[SemVer 2.0.0](https://semver.org/spec/v2.0.0.html)')
    .replaceAll('grammar/version.abnf', '[grammar](../../packages/core/grammar/version.abnf)');
}
