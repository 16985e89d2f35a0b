import type { Deps } from '../../deps.ts';

export type ActDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;
