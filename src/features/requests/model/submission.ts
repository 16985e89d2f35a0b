import type { RequestId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Person } from '../../people/model/person.ts';
import type { ParsedForm } from './form.ts';
import type { AccessRequest } from './request.ts';

/** A new request. The purpose's rule is copied in: a later edit of the policy changes nothing in flight. */
export function submit(form: ParsedForm, by: Person, id: RequestId, now: Instant): Result<AccessRequest, Refusal> {
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
    stuckSince: null,
    stoodBack: [],
  });
}
