export { freePort } from '../demo/childProcess.ts';
