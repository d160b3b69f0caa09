/// <reference lib="webworker" />
import { version } from 'virtual:verstamp';

// The page shows what its worker believes to be: both must be of one build.
postMessage({ version });
