import type { ChainFault } from '../../features/audit/model/chain.ts';

/** Where a chain of audit events is broken, in words. */
export function chainFaultText(fault: ChainFault): string {
  switch (fault.kind) {
    case 'altered':
      return `event ${fault.seq} was changed after it was written`;
    case 'missing':
      return `event ${fault.seq} is missing`;
    case 'unlinked':
      return `event ${fault.seq} does not follow the one before it`;
  }
}
