import type { CommandSpecs } from '../../messaging/model/actions.ts';

export const registerCommands = {
  disclosures: {
    does: "The DPO's register of what left the practice",
    help: 'What left the practice, and the register to export',
    forDpo: true,
  },
} as const satisfies CommandSpecs;
