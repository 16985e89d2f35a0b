/** Nobody knows who sits outside: the audit calls all of them this. */
export const OUTSIDE = 'external';
