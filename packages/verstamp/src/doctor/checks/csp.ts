/**
 * Finds the directive of a page's policies that keeps it from fetching an address; `undefined` where none does
 * (Content Security Policy Level 3, §6.1.2 and §6.7.2).
 *
 * @param policies - The values of `Content-Security-Policy`; each has to allow it.
 */
export function findBlocking(policies: readonly string[], page: URL, target: URL): string | undefined {
  return policies
    .flatMap((policy) => policy.split(','))
    .map((policy) => governing(policy))
    .find((directive) => directive !== undefined && !allows(directive, page, target));
}

/** Lists the policies in a page's `<meta http-equiv>` elements. */
export function listMetaPolicies(html: string): readonly string[] {
  return [...html.matchAll(/<meta\b[^>]{0,4000}>/gi)].flatMap(([tag]) => {
    if (!/http-equiv\s*=\s*["']?content-security-policy["'\s>]/i.test(tag)) return [];
    const [, double, single] = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag) ?? [];
    const text = double ?? single;
    return text === undefined
      ? []
      : [text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')];
  });
}

/** The directive that governs fetches; of one that is given twice the first counts. */
function governing(policy: string): string | undefined {
  const directives = policy.split(';').map((directive) => directive.trim());
  const named = (name: string) =>
    directives.find((directive) => directive.split(/\s+/, 1)[0]?.toLowerCase() === name);
  return named('connect-src') ?? named('default-src');
}

function allows(directive: string, page: URL, target: URL): boolean {
  return directive
    .split(/\s+/)
    .slice(1)
    .some((source) => matches(source.toLowerCase(), page, target));
}

function matches(source: string, page: URL, target: URL): boolean {
  if (source === '*') return /^(?:https?|wss?):$/.test(target.protocol);
  if (source === "'self'") return target.origin === page.origin;
  if (/^[a-z][a-z\d+.-]*:$/.test(source)) return isUpgrade(source, target.protocol);
  const [, scheme, wildcard, host, port, path] =
    /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*\.)?([a-z\d.-]+|\[[\da-f:]+\])(?::(\d+|\*))?(\/.*)?$/.exec(source) ?? [];
  if (host === undefined) return false;
  return (
    isUpgrade(scheme === undefined ? page.protocol : `${scheme}:`, target.protocol) &&
    (wildcard === undefined ? target.hostname === host : target.hostname.endsWith(`.${host}`)) &&
    (port === '*' || portOf(target) === (port ?? defaultPort(target.protocol))) &&
    (path === undefined || (path.endsWith('/') ? target.pathname.startsWith(path) : target.pathname === path))
  );
}

/** What is allowed without encryption is allowed with it. */
function isUpgrade(allowed: string, protocol: string): boolean {
  return allowed === protocol || (allowed === 'http:' && protocol === 'https:');
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? defaultPort(protocol) : port;
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}
