import { readInstant } from '@verstamp/core';
import { isOrigin } from '../http/origin.ts';
import type { GateOptions } from './options.ts';
import { checkShape, isFunction, isRecord, isText, isWhole, optional, orFalse, type Shape } from './shape.ts';

/** Versions are read in the gate's notation, and rules have an error of their own. */
type CheckedElsewhere = 'version' | 'api' | 'rule' | 'min' | 'max' | 'deprecated' | 'until';

const FLAG = optional((value) => typeof value === 'boolean', 'true or false');
const ACTION = optional(isAction, '"allow" or "refuse"');
const UNREADABLE = { missing: ACTION, repeated: ACTION, malformed: ACTION };

const SHAPES: Readonly<Record<Exclude<keyof GateOptions, CheckedElsewhere>, Shape>> = {
  // A document with a longer one is not read.
  name: { is: isText(/^[^]{1,214}$/), expected: 'the name of the application, at most 214 characters' },
  time: optional((value) => readInstant(value) !== undefined, 'an instant as in "2026-11-21T02:00:00Z"'),
  commit: optional(isText(/^[\da-f]{7,64}$/), '7 to 64 hexadecimal digits in lower case'),
  format: optional(isFormat, 'what defineFormat of @verstamp/core returns'),
  enabled: FLAG,
  unreadable: optional(
    // A name that nobody knows would be passed over, and what it was to refuse be allowed.
    (value) =>
      isAction(value) ||
      (isRecord(value) && Object.keys(value).every((name) => Object.hasOwn(UNREADABLE, name))),
    '"allow" or "refuse", or an object that gives them for missing, repeated and malformed',
    UNREADABLE,
  ),
  // With 407 `fetch` fails: no client would read the refusal.
  status: optional(
    (value) => value !== 407 && isWhole(400, 599)(value),
    'a whole number from 400 to 599, but 407',
  ),
  text: optional(isFunction, 'a function that returns a text'),
  document: optional(orFalse(isText(/^\/[^?#\s]*$/)), 'a path that begins with "/", or false'),
  advertiseRule: FLAG,
  vary: FLAG,
  serverTiming: FLAG,
  cors: optional(isRecord, 'an object as in { origin: ["https://shop.example"] }', {
    origin: {
      is: areOrigins,
      expected: '"*", a list of origins as in ["https://shop.example"], or a function',
    },
    credentials: FLAG,
  }),
  log: optional(orFalse(isFunction), 'a function that takes an entry, or false'),
  census: optional(isRecord, 'an object as in { known: ["1.4.3"], size: 512 }', {
    size: optional(isWhole(1, 10_000), 'a whole number from 1 to 10000'),
    known: optional(Array.isArray, 'a list of versions as clients send them'),
  }),
  now: optional(isFunction, 'a function that returns milliseconds'),
};

/**
 * Checks that every option has the shape that it should have: when a gate is made, rather than at the first request.
 *
 * @throws VerstampError `GATE_OPTION`.
 */
export function checkShapes(
  options: GateOptions,
): asserts options is GateOptions & { readonly name: string } {
  for (const [name, shape] of Object.entries(SHAPES)) {
    checkShape(name, options[name as keyof typeof SHAPES], shape);
  }
}

function isAction(value: unknown): boolean {
  return value === 'allow' || value === 'refuse';
}

function isFormat(value: unknown): boolean {
  return isRecord(value) && ['safeParse', 'format'].every((name) => isFunction(value[name]));
}

function areOrigins(value: unknown): boolean {
  return value === '*' || isFunction(value) || (Array.isArray(value) && value.every(isOrigin));
}
