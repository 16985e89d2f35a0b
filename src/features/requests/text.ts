import type { ListenMode } from './model/terms.ts';

export function modeText(mode: ListenMode): string {
  switch (mode) {
    case 'listen':
      return 'listen only';
    case 'copy':
      return 'listen, or keep a copy';
  }
}
