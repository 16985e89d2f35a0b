/** A request to the desk's one port, read whole and within its limit; nothing of it is parsed or trusted yet. */
export interface InboundRequest {
  readonly method: string;
  readonly path: string;
  /** What stands behind the `?`, decoded; of a name given twice, the last. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: Buffer;
}

export interface InboundReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A route of the desk's HTTP server that a chat platform or a hook answers. */
export interface InboundRoute {
  /** POST unless said otherwise. */
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly path: string;
  /** Bytes; a longer body is answered 413 without being read to its end. */
  readonly maxBytes: number;
  readonly answer: (request: InboundRequest) => Promise<InboundReply>;
}

/** What `/health` says. */
export interface Health {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, 'ok' | string>>;
}

/** A figure for `/metrics`. */
export type Figure = readonly [name: string, help: string, now: number];
