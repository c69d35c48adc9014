/** Flag values that need reading, with errors that say what was expected. */

import { InvalidArgumentError } from 'commander';
import { type IsProxy, parseProxy } from '#api/guard-proxy.ts';
import { isTierName, type TierName, tierNames } from '#core/register/tiers.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';

export function parseDateFlag(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (date === null) throw new InvalidArgumentError('Give a date that exists, as YYYY-MM-DD, such as 2022-07-01.');
  return date;
}

export function parseTierFlag(text: string): TierName {
  if (isTierName(text)) return text;
  throw new InvalidArgumentError(`Kinds are: ${tierNames.join(', ')}.`);
}

export function parseToleranceFlag(text: string): number {
  const tolerance = Number(text);
  if (text.trim() === '' || !(tolerance >= 0 && tolerance < 0.5)) {
    throw new InvalidArgumentError('Give a share from 0 up to, not including, 0.5, such as 0.005.');
  }
  return tolerance;
}

export function parsePortFlag(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new InvalidArgumentError('Give a port from 1 to 65535, or 0 for any that is free.');
  }
  return port;
}

export function parseProxyFlag(text: string): IsProxy {
  const isProxy = parseProxy(text);
  if (isProxy === null) {
    throw new InvalidArgumentError('Give an address in numbers, such as 10.0.0.2, or a network, such as 10.0.0.0/24.');
  }
  return isProxy;
}

export function parseLimitFlag(text: string): number {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > 1000) {
    throw new InvalidArgumentError('Give a whole number from 1 to 1000.');
  }
  return limit;
}

export function parseCountFlag(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 1_000_000) {
    throw new InvalidArgumentError('Give a whole number from 1 to 1000000.');
  }
  return count;
}

/** A moment of recorded time; a date alone is its first instant, in UTC. */
export function parseMomentFlag(text: string): string {
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = isMoment || parseIsoDate(text) !== null ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError('Give a moment with its zone, as 2026-11-21T09:30:00Z, or a date.');
  }
  return new Date(time).toISOString();
}
