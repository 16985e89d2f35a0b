import { BOUND, before, explainedFrom, type Left, type Place, type Staff, take, words } from './mask.ts';

interface SaidName extends Place {
  /** As the request's parties have it. */
  readonly name: string;
  /** Whether only a word that leads to a party makes one of it. */
  readonly needsLead: boolean;
}

const TITLE = '(?:[Mm]rs?|MRS?|[Mm]s|MS|Miss|MISS|[Dd]r|DR|[Pp]rof(?:essor)?|[Rr]ev|Mx|Sir|Lady|Lord|Dame)\\.?';

const PARTICLE =
  "(?:(?:[Dd]e|[Dd]a|[Dd]el|[Dd]os|[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Ll]a|[Ll]e|[Dd]u|[Aa]l|[Ee]l|[Bb]in|[Aa]p|[Mm]ac|[Mm]c|[Ss]t\\.?|[Oo]')\\s+){0,2}";

/** Capitalised words that are no names. */
const NOT_NAMES = words(
  "Mon\\w*|Tue\\w*|Wed\\w*|Thu\\w*|Fri\\w*|Sat|Saturday|Sun|Sunday|Jan\\w*|Feb\\w*|March|April|May|June|July|Aug\\w*|Sept?\\w*|Oct\\w*|Nov\\w*|Dec\\w*|Yesterday|Today|Christmas|Easter|Bank|RCVS|VMD|ICO|HSE|SAR|DPO|GDPR|VAT|TPLO|PTS|Ext\\w*|Line|Reception|Practice|Surgery|Client|Clients|Customer|Caller|Owner|Lady|Man|Woman|Someone|Somebody|Police|The|This|That|A|An|I|I'm|We|He|She|They|It|You|My|Our|Her|His|Their|Your|Us|Me|Please|Can|Could|Need|Want|Would|May|And|Or|But|For|About|Re|Call|Calls|Recording|Complaint|Complained|Says|Said|Was|Is|Not|No|Yes|Internal|Withheld|Anonymous|Training|Legal|Who|What|When|Where|Why|Hi|Hello|Thanks|Staff|Everyone|Both|All|Morning|Afternoon|Evening|Lunch|Number|Reference|Ref",
  'iu',
);

/** Lower-case words that end a name behind a title, and begin none. */
const NO_SURNAME =
  /^(?:about|who|whose|and|or|on|at|in|from|to|re|the|a|is|was|has|had|said|says|rang|rung|called|calling|phoned|complain\w*|wants?|today|yesterday|this|that|last|ext|extension|with|for|because|where|when|not|claims?|be|been|re|if|of|by|over|about)$/i;

const UPPER = "\\p{Lu}[\\p{L}'-]*";

const TITLED = new RegExp(
  `(?<![\\p{L}\\d'])(${TITLE}(?:\\s*(?:&|and|\\+|/)\\s*${TITLE})?\\s+)((?:\\p{L}(?:\\.\\s?|\\s+)){0,2}(?:${PARTICLE}${UPPER}(?:[ ]+${PARTICLE}${UPPER}){0,2}|${PARTICLE}[\\p{Ll}][\\p{L}'-]+(?:\\s+(?:al|el|bin|ibn|abu)-\\p{L}+)?))`,
  'gu',
);

const CAPITALISED = new RegExp(`(?<![\\p{L}\\d'])${UPPER}(?:[ ]+(?:&[ ]+)?${PARTICLE}${UPPER}){0,3}`, 'gu');

const OWNER = words(
  "(?:the\\s+)?(?:owner|mum|dad|mummy|daddy)\\s+of\\s+(?:the\\s+)?(?!(?:a|an|the|one|my|our|dog|cat)\\s)\\p{L}[\\p{L}'-]+|\\p{L}[\\p{L}-]+'s\\s+(?:owner|mum|dad|mummy|daddy)",
);

const ROLE = words(
  '(?:(?:our|the|one of our|a)\\s+)?(?:head\\s+(?:vet\\s+)?nurse|head\\s+vet|practice\\s+manager|office\\s+manager|reception(?:ist)?|duty\\s+vet|on[- ]call\\s+vet|night\\s+vet|locum|insurance\\s+company|insurers?)',
);

/** Where a name that is part of another thing would begin: the place they are of. */
const OF_PLACE = new RegExp(`^\\s+(?:of|from)\\s+(${UPPER}(?:[ ]+(?:&\\s+|and\\s+)?${UPPER}){0,3})`, 'u');

/** Drops what is no name from the end of some capitalised words. */
function nameOnly(text: string): string {
  const all = text.split(/(?<=\S)(?= )/);
  const stop = all.findIndex((each) => NOT_NAMES.test(each.trim().replace(/'s$/, '')));
  return (stop === -1 ? all : all.slice(0, stop)).join('');
}

const titledNames = (left: Left): readonly SaidName[] =>
  [...left.matchAll(TITLED)].flatMap(({ index, 1: title = '', 2: said = '' }) => {
    const isLower = /^\p{Ll}/u.test(said) && !/ \p{Lu}/u.test(said);
    const name = !isLower ? nameOnly(said) : NO_SURNAME.test(said) ? '' : said;
    const end = index + title.length + name.length;
    // "Mrs Alder’s cat" says whose the cat is, and not who rang.
    const isOwner = /'s$/.test(name) && !/^\s+(?:call|voicemail|message|complaint)/.test(left.slice(end));
    const whole = `${title}${name}`.replace(/'s$/, '');
    return name === '' || isOwner
      ? []
      : { at: index, end: index + whole.length, name: whole.replace(/ +/g, ' '), needsLead: false };
  });

/** Names without a title: an owner’s, capitalised words, staff’s in small letters, and what somebody is there. */
const otherNames = (left: Left, staff: Staff): readonly SaidName[] =>
  [
    ...[...left.matchAll(OWNER)].map(({ index, 0: said }) => ({
      at: index,
      end: index + said.length,
      name: said.replace(/^the\s+/i, ''),
    })),
    ...[...left.matchAll(CAPITALISED)].flatMap(({ index, 0: said }) => {
      const name = nameOnly(said);
      if (name === '' || /'s$/.test(name)) return [];
      const behind = left.slice(index + name.length);
      const place = nameOnly(OF_PLACE.exec(behind)?.[1] ?? '');
      const more = place === '' ? (BODY.exec(behind)?.[0].length ?? 0) : behind.indexOf(place) + place.length;
      const end = index + name.length + more;
      return { at: index, end, name: staffNamed(name, staff) ?? left.slice(index, end) };
    }),
    ...[...left.matchAll(words("\\p{Ll}[\\p{L}-]+(?!')"))].flatMap(({ index, 0: said }) => {
      const name = said.length > 2 ? staffNamed(said, staff) : undefined;
      if (!name) return [];
      const whole = index + `${said} ${name.split(' ').slice(1).join(' ')}`.length;
      const isWhole = left.slice(index, whole).toLowerCase() === name.toLowerCase();
      return { at: index, end: isWhole ? whole : index + said.length, name };
    }),
    ...[...left.matchAll(ROLE)].map(({ index, 0: said }) => ({
      at: index,
      end: index + said.length,
      name: said.replace(/^(?:the|our|a|one of our)\s+/i, ''),
    })),
  ].map((said) => ({ ...said, needsLead: true }));

/** What makes a name that of a body. */
const BODY =
  /^ (?:council|inspector|insurance|vets|surgery|practice|hospital|rescue|charity|clinic|labs?|kennels|cattery|office|school|farm|stables)(?!\p{L})/u;

/** The whole name of the one member of staff whom a name means. */
function staffNamed(said: string, staff: Staff): string | undefined {
  const name = said.toLowerCase();
  const [one, another] = staff.filter((each) =>
    [each.name.toLowerCase(), each.name.toLowerCase().split(' ')[0]].includes(name),
  );
  return another ? undefined : one?.name;
}

/** Words that lead to somebody who was on the call. */
const TO_PARTY =
  /(?:(?<!\p{L})(?:with|w|w\/|from|between|to|by|spoke to|spoken to|speaking to|talking to|talked to|called|rang|rung|phoned|ringing|calling|phoning|me and|i and|caller(?: was)?|client|customer|owner|callers?|name(?:d| is)?|it was)|(?<!\p{L})(?:call|conversation|recording)\s+of)\s*[:,]?\s*(?:(?:a|an|the|our|client|customer|owner|caller|lady|man|woman|called|named|pet owner)\s+)*$/iu;

/** Words that lead to somebody who is only spoken of. */
const SPOKEN_OF =
  /(?<!\p{L})(?:about|re|regarding|concerning|for|behalf of|against|see|seen by|saw|under|treated by|done by|operated on by|via|cc|than|until|before|mention\w*|blam\w+|accus\w+|owned by|prescribed by|given by|from dr|like)\s*:?\s*(?:the\s+|a\s+)?$/iu;

/** Verbs of whoever rang or answered. */
const RANG =
  /^\s+(?:rang|rung|called|phoned|telephoned|spoke|speaking|answered|took|picked up|was (?:rude|abusive|on the (?:phone|line|call)|shouting|speaking|talking|calling)|complain\w*|swore|shouted|hung up)(?!\p{L})/iu;

/** Words of ringing that lead to a name even where the line explains already. */
const CALLS = /(?<!\p{L})(?:calls?|spoke\w*|rang|complaint|phoned|called)\s+(?:\S+\s+)?\S*\s*$/iu;

/** Where a clause begins: a name there is somebody the line is about. */
const AT_BORDER = /(?:^|[,.;:(\ue000-]|(?<!\p{L})complain\w*)\s*$/iu;

const AND = /^\s*(?:and|&|,|to|called|rang|phoned|with|from)\s*(?:(?:a|the|our|client|owner)\s+)*$/i;

const BESIDE = /^\s*(?:and|&|,)\s*(?:(?:a|the|our|client|owner)\s+)*$/i;

/** What may stand behind names that are taken out of the line without breaking a sentence. */
const BREAKS =
  /^\s*(?:$|[,.;:)\ue000-]|(?:about|re|regarding|concerning|who|because|as|where|when|on|at|from|for|complain(?:t|ing)|in which|that)(?!\p{L}))/iu;

/** The words of the call itself, which go with the names it was between. */
const CALL_BEFORE =
  /(?:(?<!\p{L})(?:with|w|w\/|from|to|between|of|by)\s*[:,]?\s*(?:the\s+|a\s+|client\s+|owner\s+|customer\s+|mr\s+)*)$/iu;

const overlaps = (a: SaidName, b: SaidName): boolean => a.at < b.end && b.at < a.end;

/**
 * Who was on the call. Names behind "with", "from" and the like are taken out; a name that is part of a sentence stays
 * in it too. Whoever is only spoken of is nobody of the call’s.
 */
export function readParties(line: Left, staff: Staff): { readonly parties?: string; readonly left: Left } {
  const all: SaidName[] = [];
  for (const said of [...titledNames(line), ...otherNames(line, staff)])
    if (!all.some((each) => overlaps(each, said))) all.push(said);
  all.sort((a, b) => a.at - b.at);
  const border = explainedFrom(line);
  const chosen: SaidName[] = [];
  for (const said of all) {
    const lead = before(line, said.at);
    const last = chosen.at(-1);
    const isNext = last !== undefined && AND.test(line.slice(last.end, said.at));
    const isLed = TO_PARTY.test(lead) && !BOUND.test(lead);
    const rings = RANG.test(line.slice(said.end, said.end + 24));
    if (SPOKEN_OF.test(lead)) continue;
    const isEarly = said.at < border;
    const speaks = /(?<!\p{L})(?:says|said)\s+$/iu.test(lead) && BREAKS.test(line.slice(said.end, said.end + 24));
    const counts = said.needsLead
      ? isNext || (isLed && (isEarly || CALLS.test(lead))) || (rings && isEarly && said.name.includes(' '))
      : isNext || isLed || rings || speaks || (!BOUND.test(lead) && (isEarly || AT_BORDER.test(lead)));
    if (counts) chosen.push(said);
  }
  if (chosen.length === 0) return { left: line };
  const parties = [...new Set(chosen.map(({ name }) => name))].join(', ');
  return { parties, left: withoutNames(line, chosen) };
}

/** Takes out names that stand beside each other behind a word that leads to them, or alone. */
function withoutNames(line: Left, chosen: readonly SaidName[]): Left {
  const groups: { at: number; end: number }[] = [];
  for (const { at, end } of chosen) {
    const last = groups.at(-1);
    if (last && BESIDE.test(line.slice(last.end, at))) last.end = end;
    else groups.push({ at, end });
  }
  return groups.reduce((left, { at, end }) => {
    const typed = before(line, at);
    const lead = CALL_BEFORE.exec(typed)?.[0] ?? '';
    // "Rude to Dana" would lose its end.
    const isPart = lead === '' || (/^(?:to|by|of)/i.test(lead) && !CALLS.test(typed));
    const goes = BREAKS.test(line.slice(end, end + 24)) && (!isPart || AT_BORDER.test(typed));
    return goes ? take(left, at - lead.length, end) : left;
  }, line);
}
