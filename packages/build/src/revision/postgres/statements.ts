/** The format of the tables below; a ledger of a newer one is refused. */
export const FORMAT = 1;

/** A number that an asynchronous commit loses in a crash would be issued again. */
const DURABLE = `CASE current_setting('synchronous_commit') WHEN 'off'
  THEN set_config('synchronous_commit', 'on', true) END`;

/** The server's clock, in milliseconds since 1970. */
const NOW = '(extract(epoch FROM statement_timestamp()) * 1000)::bigint';

/** Asks a new connection for the format, and whether commits reach the disk. */
export const CHECK: string = `SELECT format, current_setting('fsync') AS fsync FROM verstamp_format`;

/** Creates the tables; whoever comes second finds them. */
export const CREATE: string = `BEGIN;
SELECT pg_advisory_xact_lock(8461263498321);
CREATE TABLE IF NOT EXISTS verstamp_format (format integer NOT NULL);
CREATE TABLE IF NOT EXISTS verstamp_revisions (
  name text PRIMARY KEY,
  last bigint NOT NULL CONSTRAINT verstamp_count CHECK (last <= 9007199254740991),
  nonces text[] NOT NULL,
  firsts bigint[] NOT NULL);
CREATE TABLE IF NOT EXISTS verstamp_claims (
  name text, version text, nonce text NOT NULL, owner text NOT NULL, expires bigint NOT NULL,
  release jsonb NOT NULL, PRIMARY KEY (name, version));
CREATE TABLE IF NOT EXISTS verstamp_releases (
  name text, version text, release jsonb NOT NULL, PRIMARY KEY (name, version));
INSERT INTO verstamp_format SELECT ${FORMAT} WHERE NOT EXISTS (SELECT FROM verstamp_format);
COMMIT`;

const GIVEN_ROWS = 'FROM jsonb_array_elements($1::jsonb) AS r';

const BLOCK = `
  last = greatest(r.last + 1, $2::bigint) + $3::bigint - 1,
  nonces = ($4::text || r.nonces)[1:16],
  firsts = (greatest(r.last + 1, $2::bigint) || r.firsts)[1:16]
WHERE`;

/** Issues a block: name, start, count, nonce. The last 16 nonces tell those whose answer was lost. */
export const ISSUE: string = `UPDATE verstamp_revisions AS r SET ${BLOCK} name = $1
AND $4::text <> ALL (r.nonces) AND (${DURABLE}) IS DISTINCT FROM 'off'
RETURNING firsts[1] AS first`;

/** Issues the first block of a name, as above: only then is the slower way of both gone. */
export const ISSUE_FIRST: string = `INSERT INTO verstamp_revisions AS r (name, last, nonces, firsts)
SELECT $1, $2::bigint + $3::bigint - 1, ARRAY[$4::text], ARRAY[$2::bigint]
WHERE (${DURABLE}) IS DISTINCT FROM 'off'
ON CONFLICT (name) DO UPDATE SET ${BLOCK} $4::text <> ALL (r.nonces)
RETURNING firsts[1] AS first`;

/** Finds the block of a nonce: name, nonce. */
export const ISSUED: string = `SELECT firsts[array_position(nonces, $2::text)] AS first FROM verstamp_revisions WHERE name = $1`;

/** Begins a transaction that does not outlive a client which stopped in it. */
export function formatBegin(silenceMs: number): string {
  return `BEGIN; SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(silenceMs)}; SELECT ${DURABLE}`;
}

/** Claims releases: releases, nonce, owner, duration, now. Returns those that it got. */
export const CLAIM: string = `INSERT INTO verstamp_claims AS c (name, version, nonce, owner, expires, release)
SELECT r->>'name', r->>'version', $2, $3, coalesce($5::bigint, ${NOW}) + $4::bigint, r
${GIVEN_ROWS} ORDER BY 1, 2
ON CONFLICT (name, version) DO UPDATE SET
  nonce = excluded.nonce, owner = excluded.owner, expires = excluded.expires, release = excluded.release
WHERE c.nonce = excluded.nonce OR c.expires <= excluded.expires - $4::bigint
RETURNING expires`;

/** Returns the rows of all claims, and the time by which they hold: now. */
export const CLAIMS: string = `SELECT nonce, owner, expires, release, coalesce($1::bigint, ${NOW}) AS now
FROM verstamp_claims ORDER BY name, version`;

/** Gives a claim back: nonce. */
export const DROP = 'DELETE FROM verstamp_claims WHERE nonce = $1';

/** Records what is not on record: releases. */
export const RECORD: string = `INSERT INTO verstamp_releases (name, version, release)
SELECT r->>'name', r->>'version', r ${GIVEN_ROWS} ORDER BY 1, 2
ON CONFLICT DO NOTHING`;

const SAME = `USING (name, version)`;
const GIVEN = `(SELECT r->>'name' AS name, r->>'version' AS version ${GIVEN_ROWS}) AS given`;

/** Returns what is on record of these: releases. */
export const RECORDED: string = `SELECT release FROM verstamp_releases JOIN ${GIVEN} ${SAME}`;

/** Ends the claims on these: releases. */
export const SETTLE: string = `DELETE FROM verstamp_claims AS c USING ${GIVEN}
WHERE c.name = given.name AND c.version = given.version`;

/** Begins to read everything as it stood at one moment. */
export const READ: string = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
DECLARE verstamp_revisions_page CURSOR FOR SELECT name, last FROM verstamp_revisions ORDER BY name;
DECLARE verstamp_releases_page CURSOR FOR
SELECT release FROM verstamp_releases ORDER BY release->>'time', name, version`;
