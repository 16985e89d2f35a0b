export { freePort } from '../../src/cli/demo/childProcess.ts';
