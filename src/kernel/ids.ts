export type RequestId = string;

/** `D-7K3MQ9`. */
export type OrderId = string;

/** `S-7K3MQ9A` of a subject access request, `P-7K3MQ9A` of a police request. */
export type CaseId = string;

/** `H-7K3MQ9A`. */
export type HoldId = string;
export type GrantId = string;
export type RecordingId = string;
