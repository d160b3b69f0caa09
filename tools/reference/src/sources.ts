/** Links what a docstring names as the source of the rule that it follows: our pages, RFCs, SemVer, the grammar. */
export function linkSources(text: string): string {
  return text
    .replaceAll(/\bdocs\/([\w-]+)\.md(?:#([\w-]+))?/g, (_, page: string, heading?: string) => {
      const title = (heading ?? page).replaceAll('-', ' ');
      return `see [${title}](../${page}.md${heading === undefined ? '' : `#${heading}`})`;
    })
    .replaceAll(/\bRFC (\d{4})\b/g, '[RFC $1](https://www.rfc-editor.org/rfc/rfc$1)')
    .replaceAll('SemVer 2.0.0', '[SemVer 2.0.0](https://semver.org/spec/v2.0.0.html)')
    .replaceAll('grammar/version.abnf', '[grammar](../../packages/core/grammar/version.abnf)');
}
