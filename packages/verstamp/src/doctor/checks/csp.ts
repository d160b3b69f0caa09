import { listElements } from '../../targets/elements.ts';

/**
 * Finds the directive of a page's policies that keeps it from fetching an address; `undefined` if none does
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
export function listMetaPolicies(page: Buffer): readonly string[] {
  return listElements(page, 'meta').flatMap((attributes) => {
    const isPolicy = attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy';
    return isPolicy ? [attributes.get('content') ?? ''].filter(Boolean) : [];
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
    .some((source) => matches(source, page, target));
}

const HOST =
  /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[a-z\d.-]+|\[[\da-f:]+\])(?::(\d+|\*))?(\/[^?#]*)?(?:[?#].*)?$/i;

function matches(source: string, page: URL, target: URL): boolean {
  if (source === '*') return /^(?:https?|wss?):$/.test(target.protocol);
  if (source.toLowerCase() === "'self'") return target.origin === page.origin;
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return isUpgrade(source.toLowerCase(), target.protocol);
  const [, scheme, host = '', port, path] = HOST.exec(source) ?? [];
  const protocol = scheme === undefined ? page.protocol : `${scheme.toLowerCase()}:`;
  return (
    host !== '' &&
    isUpgrade(protocol, target.protocol) &&
    isHost(host.toLowerCase(), target.hostname) &&
    isPort(port, protocol, target) &&
    isPath(path, target.pathname)
  );
}

/** What is allowed without encryption is allowed with it. */
function isUpgrade(allowed: string, protocol: string): boolean {
  return allowed === protocol || (allowed === 'http:' && protocol === 'https:');
}

function isHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function isPort(pattern: string | undefined, allowed: string, { port, protocol }: URL): boolean {
  const usual = protocol === 'https:' ? '443' : '80';
  const actual = port === '' ? usual : port;
  if (pattern === '*' || actual === (pattern ?? usual)) return true;
  // With the encryption comes its port.
  return pattern === '80' && actual === '443' && allowed === 'http:';
}

/** A path that ends in a slash stands for what is below it; its letters are compared as they are. */
function isPath(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined) return true;
  const [allowed, actual] = [decode(pattern), decode(path)];
  return allowed.endsWith('/') ? actual.startsWith(allowed) : actual === allowed;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
