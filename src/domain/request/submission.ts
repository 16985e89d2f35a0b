import type { Person } from '../people/person.ts';
import { err, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import type { ParsedForm } from './form.ts';
import type { Refusal } from './refusal.ts';
import type { AccessRequest, RequestId } from './request.ts';

/** A new request. The purpose's rule is copied in: a later edit of the policy changes nothing in flight. */
export function submit(
  form: ParsedForm,
  by: Person,
  id: RequestId,
  now: Instant,
): Result<AccessRequest, Refusal> {
  if (form.rule.raisedBy === 'dpo') return err('purpose-not-yours');
  return ok({
    id,
    version: 0,
    state: 'submitted',
    rule: form.rule,
    caseId: null,
    requestedBy: by.email,
    requesterName: by.name,
    submittedAt: now,
    ask: form.ask,
    agreements: [],
    questions: [],
    ending: null,
    remindedAt: null,
    escalatedAt: null,
  });
}
