import { VerstampError } from '@verstamp/core';
import type { Mendable } from '@verstamp/core/problems';
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
  readonly problem: VerstampError<string, Mendable>;
  /** The edits that mend it without a risk; absent if somebody has to decide. */
  readonly remedy?: readonly JsonEdit[];
}

/** Adds how it is set right to an error that others meet as well: every message ends with what to do. */
export function addFix({ code, message, details }: VerstampError): Finding['problem'] {
  const fix = message.split(/(?<=\.) (?=[A-Z])/).at(-1) ?? message;
  return new VerstampError(code, message, { ...details, fix });
}

/** Concludes from all findings: an error is worse than a doubt, and a warning is neither. */
export function conclude(findings: readonly Finding[]): Extract<Conclusion, 'holds' | 'fails' | 'unknown'> {
  if (findings.some(({ severity }) => severity === 'error')) return 'fails';
  return findings.some(({ severity }) => severity === 'unknown') ? 'unknown' : 'holds';
}
