/**
 * Bad requests of every shape, made from the OpenAPI document of the server: what each address takes, with something wrong in it.
 * The same seed makes the same requests.
 */

import type { InjectOptions } from 'fastify';

type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
};
type Parameter = { readonly name: string; readonly in: string; readonly schema?: Schema };
type Content = { readonly schema?: Schema };
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
};
export type OpenapiDocument = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

export type BadRequest = {
  readonly method: NonNullable<InjectOptions['method']>;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
};

/** What no field expects. */
const oddTexts: readonly string[] = [
  ...[
    '',
    ' ',
    'x'.repeat(9000),
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '💥'.repeat(300),
    'é\u0301',
    "'; drop table work.records; --",
  ],
  ...[
    '../../etc/passwd',
    '%00',
    '%',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '=1+1',
    '__proto__',
    'constructor',
    'null',
    'NaN',
  ],
  ...[
    '1e400',
    '-1',
    '0',
    '9007199254740993',
    '2026-02-30',
    '9999-12-31',
    '-000001-01-01',
    'current-law',
    '*',
    'toString',
  ],
];
const oddNumbers: readonly number[] = [-1, 0, 0.1, 1e21, -1e308, 2 ** 53, 2 ** 31, 1e-300];
const oddTokens: readonly string[] = [
  'Bearer x',
  'Bearer ',
  'Bearer ctm_',
  `Bearer ctm_${'a'.repeat(64)}`,
  'Basic eDp5',
  'Bearer \u00e9',
];
const oddCookies: readonly string[] = [
  'coterminous_session=x',
  'coterminous_session=',
  '=',
  ';;;',
  `a=${'b'.repeat(4000)}`,
  '%',
];
const oddTypes: readonly string[] = [
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  '',
  'multipart/form-data',
  'x',
];

/** Makes them one after another. `credentials`: headers of people who may do much, so that more than the door is asked. */
export class BadRequests {
  private state: number;
  private readonly operations: readonly {
    readonly path: string;
    readonly method: string;
    readonly operation: Operation;
  }[];
  private readonly credentials: readonly Readonly<Record<string, string>>[];

  constructor(document: OpenapiDocument, credentials: readonly Readonly<Record<string, string>>[], seed: number) {
    this.state = seed;
    this.credentials = credentials;
    this.operations = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );
  }

  next(): BadRequest {
    const { path, method, operation } = this.oneOf(this.operations);
    const isOddMethod = this.below(25) === 0;
    const asked = isOddMethod ? this.oneOf(['PUT', 'POST', 'DELETE', 'PATCH', 'GET', 'HEAD', 'OPTIONS']) : method;
    const url = this.address(path, operation);
    const headers = { host: 'localhost', origin: 'http://localhost', ...this.credential(), ...this.oddHeaders() };
    const request = { method: asked as BadRequest['method'], url, headers };
    if (asked === 'GET' || asked === 'HEAD' || asked === 'OPTIONS') return request;
    const [type, content] = this.oneOf(Object.entries(operation.requestBody?.content ?? { 'application/json': {} }));
    if (this.below(12) === 0) return { ...request, ...this.brokenForm(headers) };
    const isOddType = this.below(15) === 0;
    const sent = { ...headers, 'content-type': isOddType ? this.oneOf(oddTypes) : type };
    return { ...request, headers: sent, payload: this.body(content.schema ?? {}) };
  }

  private address(path: string, { parameters = [] }: Operation): string {
    const filled = path.replaceAll(/\{(\w+)\}/g, () => encoded(this.below(3) === 0 ? 'SAMPLE-BCF' : this.text()));
    const asked = parameters
      .filter((one) => one.in === 'query' && this.below(4) > 0)
      .flatMap((one) => {
        const value = this.below(3) === 0 ? this.text() : String(this.valueOf(one.schema ?? {}, 0));
        return Array.from({ length: this.below(10) === 0 ? 2 : 1 }, () => `${one.name}=${encoded(value)}`);
      });
    if (this.below(10) === 0)
      asked.push(this.oneOf(['x=1', '__proto__=1', 'a[b][c]=1', '=', '&&&', '%zz=1', 'register[]=1']));
    return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
  }

  private body(schema: Schema): string {
    if (this.below(20) === 0)
      return this.oneOf(['', '{', '[]', 'null', '1', '"x"', '{"a":}', '\ufeff{}', '{"a":1,"a":2}', '\u0000']);
    if (this.below(40) === 0) return `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    if (this.below(40) === 0) return `{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}`;
    return JSON.stringify(this.valueOf(schema, 0)) ?? 'null';
  }

  /** What the schema asks for, with something wrong in some places. */
  private valueOf(schema: Schema, depth: number): unknown {
    if (depth > 8 || this.below(14) === 0) return this.odd();
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.oneOf(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return this.valueOf(this.oneOf(choices), depth + 1);
    if (schema.type === 'object' || schema.properties !== undefined) return this.objectOf(schema, depth);
    if (schema.type === 'array') {
      return Array.from({ length: this.below(4) }, () => this.valueOf(schema.items ?? {}, depth + 1));
    }
    if (schema.type === 'integer' || schema.type === 'number') return this.below(2) === 0 ? 1 : this.oneOf(oddNumbers);
    if (schema.type === 'boolean') return this.below(2) === 0;
    if (schema.format === 'date') return this.below(3) === 0 ? this.text() : '2026-11-21';
    return this.oneOf(['E10000030', 'reablement', 'ltla', 'icb', 'SAMPLE-BCF', 'x', this.text()]);
  }

  private objectOf({ properties = {} }: Schema, depth: number): object {
    const entries = Object.entries(properties).filter(() => this.below(12) > 0);
    const made = Object.fromEntries(entries.map(([name, schema]) => [name, this.valueOf(schema, depth + 1)]));
    if (this.below(12) > 0) return made;
    const extra = this.oneOf(['__proto__', 'constructor', 'toString', 'x', '']);
    return Object.defineProperty(made, extra, { value: this.odd(), enumerable: true });
  }

  private odd(): unknown {
    const deep = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`) as unknown;
    return this.oneOf([
      null,
      true,
      [],
      {},
      [[]],
      ['x'],
      { a: 1 },
      deep,
      this.text(),
      this.text(),
      this.oneOf(oddNumbers),
    ]);
  }

  private brokenForm(headers: Readonly<Record<string, string>>): Pick<BadRequest, 'headers' | 'payload'> {
    const part = 'content-disposition: form-data; name="file"; filename="x.csv"\r\n\r\narea,count\r\n';
    const payload = this.oneOf([
      '',
      '--x',
      '--x--',
      `--x\r\n${part}`,
      `--x\r\n${part}\r\n--y--`,
      `--x\r\n\r\n${part}\r\n--x--\r\n`,
      part,
    ]);
    return {
      headers: { ...headers, 'content-type': this.oneOf(['multipart/form-data; boundary=x', 'multipart/form-data']) },
      payload,
    };
  }

  private credential(): Readonly<Record<string, string>> {
    if (this.below(6) > 0) return this.oneOf(this.credentials);
    return this.below(2) === 0 ? { authorization: this.oneOf(oddTokens) } : { cookie: this.oneOf(oddCookies) };
  }

  private oddHeaders(): Readonly<Record<string, string>> {
    if (this.below(10) > 0) return {};
    return this.oneOf<Readonly<Record<string, string>>>([
      { host: 'elsewhere.example' },
      { origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': 'cross-site' },
      { accept: 'x' },
      { 'accept-encoding': 'gzip, br;q=x, *' },
      { 'if-none-match': '*' },
      { range: 'bytes=0-1' },
      { 'content-encoding': 'gzip' },
      { 'x-forwarded-for': '::::' },
      { traceparent: '00-x' },
    ]);
  }

  private text(): string {
    return this.oneOf(oddTexts);
  }

  private oneOf<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A whole number below `most`, the next of the seed. */
  private below(most: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * most);
  }
}

/** Text in an address, also such as is no text. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
