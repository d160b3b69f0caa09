import type { Case } from './case.ts';
import { documentCases } from './document.ts';
import { originsCases } from './origins.ts';
import { passCases } from './pass.ts';
import { refuseCases } from './refuse.ts';
import { unreadableCases } from './unreadable.ts';

/** All cases, against a server that advertises 2.1.0.417 unless `options` say otherwise. */
export const cases: readonly Case[] = [
  ...passCases,
  ...refuseCases,
  ...unreadableCases,
  ...originsCases,
  ...documentCases,
];
