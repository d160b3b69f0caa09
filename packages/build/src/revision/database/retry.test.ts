import { expect, it } from 'vitest';
import { decidePause, type Failure } from './retry.ts';

const lost: Failure = { mishap: 'lost', wasOpen: true, failed: 0, leftMs: 10_000 };

it.each<readonly [string, Partial<Failure>, number | undefined]>([
  ['lost a connection', {}, 25],
  ['lost it again', { failed: 2, wasOpen: false }, 100],
  ['lost it many times', { failed: 19 }, 1000],
  ['lost it too many times', { failed: 20 }, undefined],
  ['never had one', { wasOpen: false }, undefined],
  ['came while the server starts', { mishap: 'passing', wasOpen: false }, 25],
  ['was told no', { mishap: 'refused' }, undefined],
  ['has time for one more attempt', { failed: 1, leftMs: 51 }, 50],
  ['would be too late then', { failed: 1, leftMs: 50 }, undefined],
  ['was held up until it was too late', { leftMs: -1 }, 25],
])('who %s waits so long', (_, failure, pauseMs) => {
  expect(decidePause({ ...lost, ...failure }, 1)).toBe(pauseMs);
});

it('waits for any part of that time', () => {
  expect(decidePause({ ...lost, failed: 4 }, 0.25)).toBe(100);
  expect(decidePause(lost, 0)).toBe(0);
});
