import { hashFiles } from './files.ts';

// A process of its own, as every command is: nothing is warm.
console.log(JSON.stringify(hashFiles(process.argv[2] ?? '')));
