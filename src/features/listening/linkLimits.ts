import type { Practice } from '../practice/model/practice.ts';
import type { LinkLimits } from './model/listenLink.ts';

export const linkLimits = ({ limits }: Practice): LinkLimits => ({
  openMinutes: limits.listenLinkMinutes,
  sessionMinutes: limits.listenSessionMinutes,
});
