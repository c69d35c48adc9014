/** The page of security against the standard that it goes through, the rules that it names, and the code that it speaks of. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

/**
 * Requirements of levels 1 and 2 of OWASP ASVS 5.0.0 by section: the numbers that are of level 3 are left out.
 * @source OWASP Application Security Verification Standard 5.0.0, 2025
 */
const sections: Readonly<Record<string, string>> = {
  'V1.1': '1-2',
  'V1.2': '1-9',
  'V1.3': '1-11',
  'V1.4': '1-3',
  'V1.5': '1-2',
  'V2.1': '1-3',
  'V2.2': '1-3',
  'V2.3': '1-4',
  'V2.4': '1',
  'V3.2': '1-2',
  'V3.3': '1-4',
  'V3.4': '1-6',
  'V3.5': '1-5',
  'V3.7': '1-2',
  'V4.1': '1-3',
  'V4.2': '1',
  'V4.3': '1-2',
  'V4.4': '1-4',
  'V5.1': '1',
  'V5.2': '1-3',
  'V5.3': '1-2',
  'V5.4': '1-3',
  'V6.1': '1-3',
  'V6.2': '1-12',
  'V6.3': '1-4',
  'V6.4': '1-4',
  'V6.5': '1-5',
  'V6.6': '1-3',
  'V6.8': '1-4',
  'V7.1': '1-3',
  'V7.2': '1-4',
  'V7.3': '1-2',
  'V7.4': '1-5',
  'V7.5': '1-2',
  'V7.6': '1-2',
  'V8.1': '1-2',
  'V8.2': '1-3',
  'V8.3': '1',
  'V8.4': '1',
  'V9.1': '1-3',
  'V9.2': '1-4',
  'V10.1': '1-2',
  'V10.2': '1-2',
  'V10.3': '1-4',
  'V10.4': '1-11',
  'V10.5': '1-5',
  'V10.6': '1-2',
  'V10.7': '1-3',
  'V11.1': '1-2',
  'V11.2': '1-3',
  'V11.3': '1-3',
  'V11.4': '1-4',
  'V11.5': '1',
  'V11.6': '1',
  'V12.1': '1-3',
  'V12.2': '1-2',
  'V12.3': '1-4',
  'V13.1': '1',
  'V13.2': '1-5',
  'V13.3': '1-2',
  'V13.4': '1-5',
  'V14.1': '1-2',
  'V14.2': '1-4',
  'V14.3': '1-3',
  'V15.1': '1-3',
  'V15.2': '1-3',
  'V15.3': '1-7',
  'V16.1': '1',
  'V16.2': '1-5',
  'V16.3': '1-4',
  'V16.4': '1-3',
  'V16.5': '1-3',
  'V17.1': '1',
  'V17.2': '1-4',
  'V17.3': '1-2',
};

const rows = [...page.matchAll(/^\| (V[\d.]+) \| ([a-z ]+) \| (.+?) \| (.*?) ?\|$/gm)].map(
  ([, id = '', state = '', how = '', rules = '']) => ({ id, state, how, rules: rules.split(' ').filter(Boolean) }),
);

function sourcesBelow(folder: string, ending: RegExp): { readonly name: string; readonly text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(root, folder, name), 'utf8') }));
}

const rulesWritten = new Set(
  [...sourcesBelow('src', /SPEC\.md$/), ...sourcesBelow('tests', /SPEC\.md$/)].flatMap(({ text }) =>
    [...text.matchAll(/^- (?:\*\*|\[)?([A-Z]{2}\d+)/gm)].map(([, id]) => id),
  ),
);
const code = sourcesBelow('src', /\.tsx?$/).filter(({ name }) => !name.includes('.test.'));
const matching = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('the page of security', () => {
  it('[SE1] goes through every requirement of levels 1 and 2, in order and once', () => {
    const wanted = Object.entries(sections).flatMap(([section, span]) => {
      const [first, last = first] = span.split('-').map(Number);
      return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, at) => `${section}.${(first ?? 0) + at}`);
    });
    expect(wanted).toHaveLength(253);
    expect(rows.map(({ id }) => id)).toEqual(wanted);
  });

  it('[SE2] says of each whether it is met, how, and by which rule or page; rules and pages exist', () => {
    expect(rows.filter(({ state }) => !['met', 'in part', 'not applicable'].includes(state))).toEqual([]);
    expect(rows.flatMap(({ rules }) => rules).filter((rule) => !rulesWritten.has(rule))).toEqual([]);
    const pages = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => path);
    expect(pages.filter((path) => !/^https:/.test(path) && !existsSync(join(root, 'docs', path)))).toEqual([]);
    const isShown = ({ how, rules }: (typeof rows)[number]) =>
      rules.length > 0 || /docs\/|below|See V|URL|system’s/.test(how);
    expect(rows.filter((row) => row.state === 'met' && !isShown(row))).toEqual([]);
  });

  it('[SE10] links of the screens lead to own addresses, or to https and http citations and nothing else', () => {
    const free = code.filter(({ text }) => /href=\{(?:url|reference)\}/.test(text));
    expect(free.length).toBeGreaterThan(0);
    for (const { name, text } of free) expect(text, name).toMatch(/\^https\?:/);
  });

  it('[SE11] no program is started through a shell', () => {
    expect(matching(/\bshell: true|\bexecSync\(|\bexec\('|from 'node:child_process'.*\bexec\b/)).toEqual([]);
  });

  it('[SE12] nothing is run or shown that was put together from text, and no certificate goes unchecked', () => {
    expect(
      matching(/\beval\(|new Function\(|innerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write/),
    ).toEqual([]);
    expect(matching(/rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([]);
    // Regular expressions that are put together hold words of the program alone.
    expect(matching(/new RegExp\(/).filter((name) => !/^src\/sources\/(?:tables|workbook)\//.test(name))).toEqual([]);
  });

  it('[SE20] what is installed has a licence that the page allows', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean; license?: string }>;
    };
    const allowed = /^\(?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|MPL-2\.0|CC0-1\.0| OR )+\)?$/;
    const installed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    const strange = installed.filter(([path, { license }]) => {
      if (license !== undefined) return !allowed.test(license);
      // The lock file does not say it of packages for other platforms.
      const file = join(root, path, 'package.json');
      return (
        existsSync(file) &&
        !allowed.test((JSON.parse(readFileSync(file, 'utf8')) as { license?: string }).license ?? '')
      );
    });
    expect(strange).toEqual([]);
  });
});
