import { expect, it } from 'vitest';
import { PAGE, POLICIES } from '../../../e2e/policies.ts';
import { findBlocking, listMetaPolicies } from './csp.ts';

const HERE = new URL('version.json', PAGE);

it.each(POLICIES)('%j and %s: %s', (policy, target, isAllowed) => {
  const directive = findBlocking([policy], new URL(PAGE), new URL(target));
  expect(directive === undefined).toBe(isAllowed);
});

it('names the directive of the policy that does not allow it, of several', () => {
  const policies = ["default-src 'self'", "img-src *; connect-src 'none'"];
  expect(findBlocking(policies, new URL(PAGE), HERE)).toBe("connect-src 'none'");
  expect(findBlocking([], new URL(PAGE), HERE)).toBe(undefined);
});

it.each([
  [`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`, ["connect-src 'none'"]],
  [`<META content='default-src &#39;self&#39;' HTTP-EQUIV=content-security-policy>`, ["default-src 'self'"]],
  ['<meta http-equiv="Content-Security-Policy-Report-Only" content="x">', []],
  ['<meta name="description" content="x">', []],
])('reads the policies of %s', (html, policies) => {
  expect(listMetaPolicies(Buffer.from(html))).toEqual(policies);
});
