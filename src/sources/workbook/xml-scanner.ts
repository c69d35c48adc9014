/**
 * A scanner of XML that comes in pieces: tags and text, in order, and nothing kept. Enough for the parts of a
 * workbook; it takes no document types and so no entities of their own. Knows nothing of workbooks.
 */

/** Names come without their prefix; `attributes` is the text between name and end, for `attributeOf`. */
export type XmlHandlers = {
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  /** Text as it stands, for `plainText`; a long one may come in several pieces. */
  readonly text: (raw: string) => void;
};

/** Thrown when the text is not XML of the plain kind. */
export class DamagedXml extends Error {}

/** No tag of a workbook is this long. @units characters */
const longestTag = 1 << 20;

/** Takes text piece by piece and calls the handlers. */
export class XmlScanner {
  readonly #handlers: XmlHandlers;
  #rest = '';

  constructor(handlers: XmlHandlers) {
    this.#handlers = handlers;
  }

  /** Scans all that is complete and keeps the rest for the next piece. @throws DamagedXml */
  push(piece: string): void {
    const xml = this.#rest === '' ? piece : this.#rest + piece;
    let at = 0;
    while (at < xml.length) {
      const tag = xml.indexOf('<', at);
      if (tag === -1) {
        at = this.#openText(xml, at);
        break;
      }
      if (tag > at) this.#handlers.text(xml.slice(at, tag));
      const end = this.#markup(xml, tag);
      at = end === -1 ? tag : end;
      if (end === -1) break;
    }
    this.#rest = xml.slice(at);
    if (this.#rest.length > longestTag) throw new DamagedXml('a tag does not end');
  }

  /** @throws DamagedXml when a tag or an entity is left open. */
  end(): void {
    if (this.#rest.trim() !== '') throw new DamagedXml('it ends within a tag');
  }

  /** Text whose end has not come: given on, but for what may be the beginning of an entity. */
  #openText(xml: string, at: number): number {
    const entity = xml.lastIndexOf('&');
    const end = entity >= at && xml.indexOf(';', entity) === -1 && xml.length - entity < 12 ? entity : xml.length;
    if (end > at) this.#handlers.text(xml.slice(at, end));
    return end;
  }

  /** The position after the markup at `tag`, or -1 when it is not complete. */
  #markup(xml: string, tag: number): number {
    const next = xml.charCodeAt(tag + 1);
    if (next === 33) return this.#declaration(xml, tag);
    if (next === 63) return after(xml, '?>', tag);
    const end = endOfTag(xml, tag + 1);
    if (end === -1) return -1;
    if (next === 47) {
      this.#handlers.close(localName(xml, tag + 2, end).name);
      return end + 1;
    }
    const isEmpty = xml.charCodeAt(end - 1) === 47;
    const { name, after: from } = localName(xml, tag + 1, isEmpty ? end - 1 : end);
    this.#handlers.open(name, xml.slice(from, isEmpty ? end - 1 : end));
    if (isEmpty) this.#handlers.close(name);
    return end + 1;
  }

  #declaration(xml: string, tag: number): number {
    if (xml.startsWith('<!--', tag)) return after(xml, '-->', tag + 4);
    if (xml.startsWith('<![CDATA[', tag)) {
      const end = xml.indexOf(']]>', tag);
      if (end === -1) return -1;
      this.#handlers.text(xml.slice(tag + 9, end).replaceAll('&', '&amp;'));
      return end + 3;
    }
    if (xml.length - tag < 9) return -1;
    throw new DamagedXml('it has a document type');
  }
}

/** The value of an attribute by its name without prefix, or null; `attributes` as a handler got it, which begins with a space. */
export function attributeOf(attributes: string, name: string): string | null {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1);
    if (at > 0 && before > 32 && before !== 58) continue;
    const equals = pastSpaces(attributes, at + name.length);
    if (attributes.charCodeAt(equals) !== 61) continue;
    const open = pastSpaces(attributes, equals + 1);
    const close = attributes.indexOf(attributes[open] ?? '', open + 1);
    return close === -1 ? null : plainText(attributes.slice(open + 1, close));
  }
  return null;
}

function pastSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at += 1;
  return at;
}

/** The text that the XML stands for: the five entities, characters by number, and one kind of line end. */
export function plainText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(lt|gt|amp|quot|apos));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return namedCharacters[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

const namedCharacters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

/** The `>` that ends the tag: one inside quotes does not. */
function endOfTag(xml: string, from: number): number {
  let quote = 0;
  for (let at = from; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at;
  }
  return -1;
}

function localName(xml: string, from: number, end: number): { readonly name: string; readonly after: number } {
  let start = from;
  let at = from;
  for (; at < end; at++) {
    const code = xml.charCodeAt(at);
    if (code === 58) start = at + 1;
    else if (code <= 32) break;
  }
  return { name: xml.slice(start, at), after: at };
}
