/**
 * Sends spans to an OpenTelemetry collector, as OTLP over HTTP in JSON (OpenTelemetry protocol 1, `/v1/traces`). Bounded:
 * when the collector is slow or gone spans are dropped, and the readers notice nothing.
 */

export type Span = {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  /** Where it is in the call: a request that was taken in, work inside, a question sent out. */
  readonly kind: 'server' | 'internal' | 'client';
  /** @units milliseconds since 1970, with fractions */
  readonly from: number;
  readonly to: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly isFault: boolean;
};

export type TraceTarget = {
  /** The base address of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
};

export type TraceExport = {
  add(span: Span): void;
  /** Sends what is left and stops; waits for two seconds at most. */
  close(): Promise<void>;
};

const sendEveryMs = 2_000;
const patienceMs = 2_000;
const sentAtOnce = 512;
const keptAtMost = 4_096;

const kinds: Record<Span['kind'], number> = { internal: 1, server: 2, client: 3 };

/** Sends every two seconds. `say` is told once when the collector does not take spans, and once when it does again. */
export function makeTraceExport(target: TraceTarget, say: (text: string) => void): TraceExport {
  const waiting: Span[] = [];
  let isTaken = true;
  let sending: Promise<void> = Promise.resolve();
  const send = async (): Promise<void> => {
    while (waiting.length > 0) {
      const fault = await post(target, waiting.splice(0, sentAtOnce));
      if ((fault === null) !== isTaken) {
        isTaken = fault === null;
        say(isTaken ? 'Traces are taken again.' : `Traces are not taken by the collector: ${fault}.`);
      }
      if (fault !== null) return;
    }
  };
  const later = (): Promise<void> => {
    sending = sending.then(send);
    return sending;
  };
  const timer = setInterval(() => void later(), sendEveryMs);
  timer.unref();
  return {
    add: (span) => {
      if (waiting.length < keptAtMost) waiting.push(span);
    },
    close: async () => {
      clearInterval(timer);
      await later();
    },
  };
}

/** Null when the collector took the spans, else what was wrong. */
async function post({ endpoint, headers, serviceName }: TraceTarget, spans: readonly Span[]): Promise<string | null> {
  try {
    const answer = await fetch(`${endpoint.replace(/\/+$/, '')}/v1/traces`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(encodeSpans(spans, serviceName)),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.arrayBuffer();
    return answer.ok ? null : `it answered ${answer.status}`;
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: unknown } };
    return typeof cause?.code === 'string' ? cause.code : name;
  }
}

function encodeSpans(spans: readonly Span[], serviceName: string): unknown {
  const resource = { attributes: [attribute('service.name', serviceName)] };
  const encoded = spans.map((span) => ({
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId === null ? {} : { parentSpanId: span.parentSpanId }),
    name: span.name,
    kind: kinds[span.kind],
    startTimeUnixNano: nanoseconds(span.from),
    endTimeUnixNano: nanoseconds(span.to),
    attributes: Object.entries(span.attributes).map(([key, value]) => attribute(key, value)),
    status: span.isFault ? { code: 2 } : {},
  }));
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'coterminous' }, spans: encoded }] }] };
}

function attribute(key: string, value: string | number): unknown {
  return { key, value: typeof value === 'string' ? { stringValue: value } : { intValue: String(Math.round(value)) } };
}

/** As text, since the number is too large to be exact. */
function nanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  return String(BigInt(whole) * 1_000_000n + BigInt(Math.floor((ms - whole) * 1e6)));
}
