import { releaseWorkspace, type ReleaseOptions } from '../src/index.ts';

// A publisher as a process of its own, so that it can be killed: node publisher.ts OPTIONS-AS-JSON
const options = JSON.parse(process.argv[2] ?? '{}') as ReleaseOptions;
const { conclusion, tags } = await releaseWorkspace({ ...options, env: process.env });
process.stdout.write(JSON.stringify({ conclusion, tags }));
