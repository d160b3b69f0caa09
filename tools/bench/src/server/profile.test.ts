import type { Profiler } from 'node:inspector';
import { describe, expect, it } from 'vitest';
import { shareIn } from './profile.ts';

type Frame = readonly [functionName: string, url: string];

const IDLE: Frame = ['(idle)', ''];
const GATE: Frame = ['check', 'file:///project/packages/server/dist/gate.js'];
const APPLICATION: Frame = ['answer', 'file:///shop/server.js'];
const BUILTIN: Frame = ['includes', ''];
const GET_HEADER: Frame = ['getHeader', 'node:_http_outgoing'];
const WRITE_HEAD: Frame = ['writeHead', 'node:_http_server'];
const STORE: Frame = ['_storeHeader', 'node:_http_outgoing'];

/** Makes a profile with one sample in the last frame of each stack. */
function profileOf(...stacks: readonly (readonly Frame[])[]): Profiler.Profile {
  const nodes: Profiler.ProfileNode[] = [];
  const samples = stacks.map((stack) => {
    for (const [depth, [functionName, url]] of stack.entries()) {
      const id = nodes.length + 1;
      const callFrame = { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 };
      nodes.push({ id, callFrame, ...(depth < stack.length - 1 ? { children: [id + 1] } : {}) });
    }
    return nodes.length;
  });
  return { nodes, samples, startTime: 0, endTime: 0 };
}

describe('shareIn', () => {
  it.each([
    ['its own code', [[GATE], [APPLICATION]], 0.5],
    ['none of the idle time', [[GATE], [IDLE], [IDLE], [IDLE]], 1],
    [
      'what it calls of V8 and Node',
      [
        [GATE, BUILTIN],
        [GATE, GET_HEADER, BUILTIN],
        [APPLICATION, BUILTIN],
      ],
      2 / 3,
    ],
    ['not the application that it calls', [[GATE, APPLICATION, BUILTIN], [GATE]], 0.5],
    [
      'not the head that Node writes for the application',
      [[APPLICATION, GATE, WRITE_HEAD, STORE], [GATE]],
      0.5,
    ],
    ['what it does before that', [[APPLICATION, GATE, BUILTIN]], 1],
    ['not what belongs to nobody', [[BUILTIN], [STORE], [GATE]], 1 / 3],
  ] as const)('takes in %s', (_what, stacks, share) => {
    expect(shareIn(profileOf(...stacks), 'file:///project/packages/')).toBeCloseTo(share);
  });
});
