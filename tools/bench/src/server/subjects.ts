/** What serves the requests. */
export type Framework = 'node:http' | 'Express 5' | 'Fastify 5' | 'Hono 4';

/**
 * How a server is set up: the control is the bare one once more, `vary` one that sends `Vary` by itself, as it would have
 * to for caches, `nothing` a hook that does nothing; a gate with `vary: false` checks, and adds no header.
 */
export type Variant =
  | 'bare'
  | 'control'
  | 'vary'
  | 'nothing'
  | 'gate, vary: false'
  | 'gate'
  | 'listener, vary: false'
  | 'listener';

/** One server that is measured. */
export interface Subject {
  readonly framework: Framework;
  readonly variant: Variant;
  readonly title: string;
  /** Whether its answers carry `Vary: API-Version`. */
  readonly varies: boolean;
}

const TITLES: Readonly<Record<Variant, string>> = {
  bare: 'without a gate',
  control: 'without a gate again (control)',
  vary: 'that sends Vary by itself',
  nothing: 'with a hook that does nothing',
  'gate, vary: false': 'with the gate as a hook, vary: false',
  gate: 'with the gate as a hook',
  'listener, vary: false': 'with the gate at the listener, vary: false',
  listener: 'with the gate at the listener',
};

const AT_THE_LISTENER = ['listener, vary: false', 'listener'] as const;
const IN_A_FRAMEWORK = ['bare', 'control', 'vary', 'nothing', 'gate, vary: false', 'gate'] as const;

const VARIANTS: Readonly<Record<Framework, readonly Variant[]>> = {
  'node:http': ['bare', 'control', 'vary', ...AT_THE_LISTENER],
  'Express 5': [...IN_A_FRAMEWORK, ...AT_THE_LISTENER],
  'Fastify 5': [...IN_A_FRAMEWORK, ...AT_THE_LISTENER],
  'Hono 4': [...IN_A_FRAMEWORK, ...AT_THE_LISTENER],
};

const VARYING: ReadonlySet<Variant> = new Set(['vary', 'gate', 'listener']);

/** Every server that is measured, the frameworks' own first. */
export const SUBJECTS: readonly Subject[] = Object.entries(VARIANTS).flatMap(([framework, variants]) =>
  variants.map((variant) => ({
    framework: framework as Framework,
    variant,
    title: TITLES[variant],
    varies: VARYING.has(variant),
  })),
);
