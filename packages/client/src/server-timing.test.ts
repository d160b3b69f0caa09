import { expect, it } from 'vitest';
import { readServerTiming } from './server-timing.ts';

const metric = { name: 'verstamp', description: '1.5.6', duration: 0, toJSON: () => ({}) };
const answer = { name: 'https://shop.example/', transferSize: 300, serverTiming: [metric], deliveryType: '' };

it.each([
  ['an answer from the network', {}, '1.5.6'],
  ['one beside other metrics', { serverTiming: [{ ...metric, name: 'db' }, metric] }, '1.5.6'],
  ['an answer from a cache', { deliveryType: 'cache' }, undefined],
  ['an answer that took no bytes', { transferSize: 0 }, undefined],
  ['an answer without the metric', { serverTiming: [] }, undefined],
  ['an answer of Firefox without HTTPS, which has no metrics', { serverTiming: undefined }, undefined],
])('reads %s', (_, changed, version) => {
  expect(readServerTiming({ ...answer, ...changed })).toBe(version);
});
