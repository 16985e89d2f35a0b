const LOW = 'w?pc|dc|pcso|ds|ps|sgt|sergeant|constable';
const BEFORE_A_RANK = 'detective|police|special|acting|temporary|trainee|a|t';

/** Where a title stands: first, or behind a comma or a bracket. `Anna Constable` is a name. */
const TITLE = new RegExp(`(?:^|[,;(–-])\\s*(?:(?:${BEFORE_A_RANK})[\\s/]+)*(?:${LOW})\\b`, 'i');
/** A rank before a collar number is one wherever it stands. */
const WITH_NUMBER = new RegExp(`\\b(?:${LOW})\\s*\\d`, 'i');

const HIGH_ENOUGH =
  /\b(?:inspector|insp|t?di|t?dci|ci|(?:d\/?)?supt|superintendent|dcs|commander|commissioner|chief)\b/i;

/**
 * Whether only a rank below inspector is named as having authorised a police request, which the force’s own rules do not allow (policy 5.6). Other ranks, and
 * bodies that are no police, have too many words to ask for one.
 */
export const isRankTooLow = (authorisedBy: string): boolean =>
  (TITLE.test(authorisedBy) || WITH_NUMBER.test(authorisedBy)) && !HIGH_ENOUGH.test(authorisedBy);
