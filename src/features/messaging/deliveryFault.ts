/** Why a platform did not take a message. */
export type DeliveryFaultKind = 'later' | 'unreachable' | 'gone';

export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault';
  readonly kind: DeliveryFaultKind;
  /** How long the platform asked to be left alone; null when it did not say. */
  readonly retryAfterMs: number | null;
  constructor(kind: DeliveryFaultKind, remedy: string, retryAfterMs: number | null = null) {
    super(remedy);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
