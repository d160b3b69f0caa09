import type { VerstampError } from '@verstamp/core';
import type { Conclusion } from '../conclusion.ts';
import type { JsonEdit } from '../edit/json.ts';

/** How bad a finding is: what lies, what may, and what could not be found out. */
export type Severity = 'error' | 'warning' | 'unknown';

/** Something that a check found. */
export interface Finding {
  readonly severity: Severity;
  /** The file or address that it is about. */
  readonly place: string;
  /** What it is and how it is set right; its code has a page. */
  readonly problem: VerstampError;
  /** The edits that mend it without a risk; absent if somebody has to decide. */
  readonly remedy?: readonly JsonEdit[];
}

/** Concludes from all findings: an error is worse than a doubt, and a warning is neither. */
export function conclude(findings: readonly Finding[]): Extract<Conclusion, 'holds' | 'fails' | 'unknown'> {
  if (findings.some(({ severity }) => severity === 'error')) return 'fails';
  return findings.some(({ severity }) => severity === 'unknown') ? 'unknown' : 'holds';
}
