import { expect, it } from 'vitest';
import { choosePublishing } from './publishing.ts';

const npm = { access: 'restricted', provenance: true } as const;
const quiet = { access: undefined, provenance: false };
const own = { access: 'public', provenance: false } as const;

it.each([
  { who: 'itself', config: own, access: 'restricted', publishing: npm, chosen: own },
  { who: 'Changesets', config: {}, access: 'public', publishing: npm, chosen: { ...npm, access: 'public' } },
  { who: 'npm', config: {}, access: undefined, publishing: npm, chosen: npm },
  { who: 'nobody', config: { access: 'all' }, access: undefined, publishing: quiet, chosen: quiet },
] as const)('publishes a package as $who says', ({ config, access, publishing, chosen }) => {
  const pkg = { manifest: { publishConfig: config } };
  expect(choosePublishing(pkg, { policy: { access }, settings: { publishing } })).toEqual(chosen);
});
