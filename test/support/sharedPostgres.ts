import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the PostgreSQL server that all tests of a run share; each makes databases of its own there. */
    readonly postgresUrl: string;
  }
}

/** Starts one PostgreSQL server for all tests of a project, and gives what ends it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  provide('postgresUrl', server.url);
  return server.stop;
}
