import { numbersIn } from '../../requests/model/wish/numbers.ts';

const LOW = 'w?pc|dc|pcso|ds|ps|sgt|sergeant|constable';

const BEFORE_A_RANK = 'detective|police|special|acting|temporary|trainee|a|t';

/** Where a title stands: first, or behind a comma or a bracket. `Anna Constable` is a name. */
const TITLE = new RegExp(`(?:^|[,;(–-])\\s*(?:(?:${BEFORE_A_RANK})[\\s/]+)*(?:${LOW})\\b`, 'i');

/** Recognises a rank anywhere in the text when a collar number follows it. */
const WITH_NUMBER = new RegExp(`\\b(?:${LOW})\\s*\\d`, 'i');

const HIGH_ENOUGH =
  /\b(?:inspector|insp|t?di|t?dci|ci|(?:d\/?)?supt|superintendent|dcs|commander|commissioner|chief)\b/i;

/**
 * Whether only a rank below inspector is named as having authorised a police request, which the force’s own rules do
 * not allow (policy 5.6). Other ranks, and bodies that are no police, have too many words to ask for one.
 */
export const isRankTooLow = (authorisedBy: string): boolean =>
  (TITLE.test(authorisedBy) || WITH_NUMBER.test(authorisedBy)) && !HIGH_ENOUGH.test(authorisedBy);

const EVERYTHING: readonly RegExp[] = [
  /\b(?:all|every|any)\b[^.]{0,30}\b(?:calls?|recordings?)\b/i,
  /^\W*(?:everything|anything|whatever)\b/i,
  /\b(?:everything|anything|whatever)\b[^.]{0,30}\b(?:you (?:have|hold|keep|recorded)|said|held|recorded|calls?|recordings?)\b/i,
];

/** Words a capital makes no name of: days, months, and nobody in particular. */
const NOBODY = [
  'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter',
  'January|February|March|April|May|June|July|August|September|October|November|December',
  '(?:Any|Every|Some|No)(?:one|body|thing|where)?|All|Clients?|Customers?|Callers?|Members?|People|Staff|You|Your|Us',
  'The|This|That|These|Those|Last|Next|Extensions?|Ext|Lines?|Reception|Practice|Surgery',
].join('|');

/** Somebody by a title, or by a name behind a word that leads to one. */
const SOMEBODY = [
  /\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|[Dd]r|[Pp]rof)\b\.?\s+\p{L}/u,
  new RegExp(
    `\\b(?:from|to|with|by|of|on|about|between|involving|concerning|for)\\s+(?:the\\s+)?(?!(?:${NOBODY})\\b)\\p{Lu}`,
    'u',
  ),
];

/** A telephone number is somebody’s; an extension is everybody’s who ever rang it. */
const namesSomebody = (text: string): boolean =>
  SOMEBODY.some((words) => words.test(text)) || !numbersIn(text).next().done;

/**
 * Whether the police ask for everything, or for nothing in particular, and name neither a person nor a
 * number: the law wants a need for this information (DPA 2018 Sch. 2 para. 2; policy 5.6).
 */
export const isTrawling = (subject: string): boolean =>
  EVERYTHING.some((words) => words.test(subject)) && !namesSomebody(subject);
