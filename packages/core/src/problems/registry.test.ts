import { expect, it } from 'vitest';
import { registryUnreachable } from './registry.ts';

it('shows no more of an address than is read, whatever a registry names', () => {
  const url = `https://registry.example/${'a'.repeat(2 ** 20)}.tgz`;
  const { message } = registryUnreachable({
    url,
    status: 404,
    reason: 'the published tarball did not come.',
  });
  expect(message).toContain('https://registry.example/aaa');
  expect(message.length).toBeLessThan(1000);
});
