import type { Deps } from '../../stores.ts';

export type ActDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;
