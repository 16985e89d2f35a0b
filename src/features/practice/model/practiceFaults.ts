import freeMail from 'email-providers/all.json' with { type: 'json' };
import { listOf } from '../../../kernel/listOf.ts';
import { isOfStaffDomain } from '../../people/model/person.ts';
import type { Practice } from './practice.ts';
import { PURPOSES, type PurposeRule } from './purpose.ts';

/**
 * What the roles make impossible, each a sentence with the mend: a purpose too few different people could
 * agree to (policy 2.1, 2.2). Empty when every purpose can be decided.
 */
export function practiceFaults({ purposes, directory }: Practice): readonly string[] {
  const dpo = new Set([...directory.dpo, ...directory.dpoDelegates.map((d) => d.email)]);
  const either = new Set([...directory.directors, ...dpo]);
  const dpoSlots = (rule: PurposeRule): number => rule.seats.filter((seat) => seat === 'dpo').length;
  return PURPOSES.map((purpose) => purposes[purpose]).flatMap((rule) => {
    const nobody = `Nobody can ever agree to “${rule.title}” (policy ${rule.clause}): it needs`;
    if (dpo.size < dpoSlots(rule))
      return [
        `${nobody} ${dpoSlots(rule)} agreements of the DPO or a delegate and the roles name ${dpo.size}. Name another delegate in the practice file, or change the seats.`,
      ];
    if (either.size < rule.seats.length)
      return [
        `${nobody} ${rule.seats.length} different people and the roles name ${either.size}. Name another director in the practice file.`,
      ];
    return [];
  });
}

/** Where anybody can have an address; the list holds the domain kept for examples too (RFC 2606), which nobody has. */
const FREE_MAIL: ReadonlySet<string> = new Set(freeMail.filter((domain) => domain !== 'example.com'));

/**
 * What would give the desk away to strangers or break the policy, each with the mend: a role outside the staff, a staff
 * domain that anybody can have an address of, a disciplinary release without the DPO (policy 5.7). It stops the start.
 */
export function practiceErrors({ purposes, directory }: Practice): readonly string[] {
  const { staffDomains, directors, dpo, dpoDelegates, businessManagers, managers } = directory;
  const holders = [...directors, ...dpo, ...dpoDelegates.map((d) => d.email), ...businessManagers, ...managers];
  const outside = [...new Set(holders)].filter((email) => !isOfStaffDomain(directory, email));
  const free = staffDomains.filter((domain) => FREE_MAIL.has(domain));
  return listOf([
    ...outside.map(
      (email) =>
        `roles: ${email} is of none of the staff domains. Add the domain to staffDomains, or the address to guests if their account is a guest’s.`,
    ),
    ...free.map(
      (domain) => `staffDomains: anybody can have an address of ${domain}. Take it out, and name each person instead.`,
    ),
    !purposes.disciplinary.seats.includes('dpo') &&
      'purposes.disciplinary: needs a seat of the DPO, whose written agreement the policy asks for (5.7).',
  ]);
}

/** What makes people hard to tell apart, each with the mend: it is said and stops nothing. */
export function directoryDoubts({ people }: Practice['directory']): readonly string[] {
  const twice = (values: readonly string[]) => [...new Set(values.filter((each, at) => values.indexOf(each) !== at))];
  return [
    ...twice(people.map(({ name }) => name.trim().toLowerCase())).map(
      (name) => `Several people are named “${name}”: write a name for each by which approvers can tell them apart.`,
    ),
    ...twice(people.flatMap(({ extensions }) => extensions)).map(
      (extension) =>
        `Several people have the extension ${extension}: each counts as a party to every call on it. Leave it to whose it is.`,
    ),
  ];
}
