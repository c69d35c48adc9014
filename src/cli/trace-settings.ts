/** Where traces go, from the variables that OpenTelemetry names for it. */

import type { TraceOptions } from '#api/traces.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';

/** The variables that are read, and what each means. */
export const traceVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: 'address of a collector of traces (OTLP over HTTP); without it there are none',
  OTEL_EXPORTER_OTLP_HEADERS: 'headers for it, as name=value,name=value',
  OTEL_SERVICE_NAME: 'how it calls this server (default: coterminous)',
  OTEL_TRACES_SAMPLER_ARG: 'share of requests that are traced, from 0 to 1 (default: 1)',
} as const;

/**
 * The collector that the environment names; null when it names none.
 * @throws Stop when a variable cannot be read; its value is not repeated, since it may hold a password
 */
export function traceOptionsOf(environment: NodeJS.ProcessEnv): TraceOptions | null {
  const of = (name: keyof typeof traceVariables): string => environment[name]?.trim() ?? '';
  const endpoint = of('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === '') return null;
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw wrong('OTEL_EXPORTER_OTLP_ENDPOINT', 'an address such as http://127.0.0.1:4318');
  const share = Number(of('OTEL_TRACES_SAMPLER_ARG') || '1');
  if (!(share >= 0 && share <= 1)) throw wrong('OTEL_TRACES_SAMPLER_ARG', 'a share from 0 to 1, such as 0.1');
  const headers = of('OTEL_EXPORTER_OTLP_HEADERS').split(',').filter(Boolean).map(headerOf);
  const serviceName = of('OTEL_SERVICE_NAME') || 'coterminous';
  return { endpoint, headers: Object.fromEntries(headers), serviceName, share };
}

/** Values are percent-encoded, as those of W3C Baggage. */
function headerOf(text: string): [string, string] {
  const at = text.indexOf('=');
  try {
    const [name, value] = [text.slice(0, at).trim(), decodeURIComponent(text.slice(at + 1).trim())];
    new Headers([[name, value]]);
    if (at > 0) return [name, value];
  } catch {
    // Told below, as what has no name is.
  }
  throw wrong('OTEL_EXPORTER_OTLP_HEADERS', 'headers such as api-key=abc,tenant=north');
}

function wrong(name: keyof typeof traceVariables, expected: string): Stop {
  return new Stop(exitCodes.usage, `${name} cannot be read. Give ${expected}, or leave it out.`);
}
