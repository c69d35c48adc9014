import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { traceVariables } from '#cli/trace-settings.ts';

const root = resolve(import.meta.dirname, '..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const containerfile = text('deploy/Containerfile');
const unit = text('deploy/coterminous.service');
const guide = text('docs/operations.md');

type Tree = { [key: string]: Tree | string | (Tree | string)[] };

/** YAML as far as compose files here use it: maps and lists by indentation, and texts. Throws on anything else. */
function parseYaml(source: string): Tree {
  const lines = source.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  let at = 0;
  const indentOf = (line = '') => line.length - line.trimStart().length;
  const plain = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2');
  const block = (indent: number): Tree | string[] => {
    if (lines[at]?.trim().startsWith('- ') === true) return list(indent);
    const tree: Tree = {};
    while (at < lines.length && indentOf(lines[at]) === indent) {
      const match = /^\s*([\w./-]+):(?: (.+))?$/.exec(lines[at] ?? '');
      const [, key = '', value] = match ?? [];
      if (key === '' || key in tree) throw new Error(`not a key, or twice: ${lines[at]}`);
      at += 1;
      const inner = indentOf(lines[at]);
      if (value !== undefined) tree[key] = plain(value);
      else tree[key] = at < lines.length && inner > indent ? block(inner) : '';
    }
    if (at < lines.length && indentOf(lines[at]) > indent) throw new Error(`indented: ${lines[at]}`);
    return tree;
  };
  const list = (indent: number): string[] => {
    const items: string[] = [];
    for (; at < lines.length && indentOf(lines[at]) === indent; at++) {
      const match = /^\s*- (.+)$/.exec(lines[at] ?? '');
      if (match === null) throw new Error(`not an item: ${lines[at]}`);
      items.push(plain(match[1] ?? ''));
    }
    return items;
  };
  return block(0) as Tree;
}

type Service = { [key: string]: string[] & { [key: string]: string } & string };
const compose = parseYaml(text('deploy/compose.yaml')) as unknown as {
  services: Record<'proxy' | 'coterminous' | 'database', Service>;
  volumes: Record<string, string>;
  secrets: Record<string, { file: string }>;
};

/** Flags of `start` and of the program, as its help lists them. */
function knownFlags(...command: string[]): Set<string> {
  const { stdout } = spawnSync(process.execPath, [join(root, 'bin/coterminous.mjs'), ...command, '--help'], {
    encoding: 'utf8',
  });
  return new Set([...stdout.matchAll(/^\s+(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag));
}

const startFlags = new Set([...knownFlags('start'), ...knownFlags()]);
const flagsIn = (words: string) => [...words.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag);

/** Variables that the program or its libraries read. */
const knownVariables = new Set([
  ...Object.keys(traceVariables),
  ...[
    'COTERMINOUS_HOME',
    'COTERMINOUS_BACKUP_FOLDER',
    'COTERMINOUS_PASSPHRASE',
    'COTERMINOUS_TOKEN',
    'DATABASE_URL',
    'PORT',
  ],
  ...['PGPASSFILE', 'NODE_ENV'],
]);
/** The name that readers type: put into the flags and the proxy. */
const nameVariable = 'COTERMINOUS_NAME';

describe('deploy', () => {
  it('[OB60] every flag that is given to the server exists', () => {
    expect(startFlags.size).toBeGreaterThan(10);
    const started = /^ExecStart=(.+)$/m.exec(unit)?.[1] ?? '';
    const command = compose.services.coterminous.command as string[];
    for (const words of [started, command.join(' '), /^CMD (.+)$/m.exec(containerfile)?.[1] ?? '']) {
      expect(words).toContain('start');
      expect(flagsIn(words).filter((flag) => !startFlags.has(flag))).toEqual([]);
      expect(flagsIn(words)).toContain('--no-open');
    }
    for (const words of [started, command.join(' ')])
      expect(flagsIn(words)).toEqual(
        expect.arrayContaining([
          '--accounts',
          '--second-factor-for',
          '--behind-proxy',
          '--public-address',
          '--allow-host',
          '--metrics-port',
        ]),
      );
  });

  it('[OB60] every variable that is set is read by the program, a library or the file itself', () => {
    const example = [...text('deploy/coterminous.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(
      ([, name = '']) => name,
    );
    const ofUnit = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name);
    const ofCompose = Object.keys(compose.services.coterminous.environment as object);
    const set = [...example, ...ofUnit, ...ofCompose];
    expect(set.length).toBeGreaterThan(12);
    expect(set.filter((name) => !knownVariables.has(name) && name !== nameVariable)).toEqual([]);
    const source = ['src/cli/settings.ts', 'src/cli/main.ts', 'src/cli/trace-settings.ts', 'src/cli/commands/start.ts'];
    const read = source.map(text).join('');
    for (const name of set) if (!['PGPASSFILE', 'NODE_ENV', nameVariable].includes(name)) expect(read).toContain(name);
    for (const path of ['deploy/Caddyfile', 'deploy/compose.yaml', 'deploy/coterminous.service'])
      expect(text(path)).toContain(nameVariable);
  });

  it('[OB60] every file that is copied, mounted or run exists, and every volume and secret is declared', () => {
    for (const path of ['bin/coterminous.mjs', 'deploy/make-database.sh', 'deploy/Caddyfile', 'vite.config.ts'])
      expect(existsSync(join(root, path)), path).toBe(true);
    const kept = [...text('deploy/Containerfile.dockerignore').matchAll(/^!([^*\n]+)$/gm)].map(([, path = '']) => path);
    expect(kept.length).toBeGreaterThan(5);
    for (const path of kept) expect(existsSync(join(root, path)), path).toBe(true);
    const secrets = new Set<string>();
    for (const [name, service] of Object.entries(compose.services)) {
      for (const secret of (service['secrets'] ?? []) as string[]) {
        expect(Object.keys(compose.secrets), name).toContain(secret);
        secrets.add(secret);
      }
      for (const mount of service['volumes'] as string[]) {
        const [from = ''] = mount.split(':');
        if (from.startsWith('./')) expect(existsSync(join(root, 'deploy', from)), mount).toBe(true);
        else expect(Object.keys(compose.volumes), mount).toContain(from);
      }
    }
    expect([...secrets].sort()).toEqual(Object.keys(compose.secrets));
    for (const name of secrets) expect(guide).toContain(`secrets/${name}`);
  });

  it('[OB61] nothing runs as root with a root that it can write to, and no password is in a file of the project', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect([name, service['read_only'], service['cap_drop'], service['security_opt']]).toEqual([
        name,
        'true',
        ['ALL'],
        ['no-new-privileges:true'],
      ]);
    }
    expect(Object.keys(compose.services.coterminous)).not.toContain('ports');
    expect(Object.keys(compose.services.database)).not.toContain('ports');
    expect(containerfile).toMatch(/^USER 1000:1000$/m);
    expect(containerfile).toMatch(/^HEALTHCHECK [\s\S]+\/readyz/m);
    expect(containerfile).toMatch(/^ARG BASE=docker\.io\/library\/node:\d+\.\d+\.\d+-[\w-]+$/m);
    for (const service of [compose.services.proxy, compose.services.database])
      expect(service['image']).toMatch(/:\d+\.\d+(\.\d+)?-\w+$/);
    const all = ['compose.yaml', 'Containerfile', 'Caddyfile', 'coterminous.service', 'coterminous.env.example'];
    for (const path of all) expect(text(`deploy/${path}`), path).not.toMatch(/:\/\/[^/\s@:]+:[^/\s@]+@|PASSWORD=\S/);
  });

  it('[OB61] the database is PostgreSQL 18 with the order of texts of the embedded one, and its account is no superuser', () => {
    const { image, environment } = compose.services.database;
    expect(image).toMatch(/\/postgres:18\./);
    const cluster = text('src/store/embedded-cluster.ts');
    for (const flag of ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']) {
      expect((environment as Record<string, string>)['POSTGRES_INITDB_ARGS']).toContain(flag);
      expect(cluster).toContain(flag);
    }
    const script = text('deploy/make-database.sh');
    expect(script).toContain('create role coterminous login');
    expect(script).not.toContain('superuser login');
    expect((compose.services.coterminous.environment as Record<string, string>)['DATABASE_URL']).toBe(
      'postgresql://coterminous@database:5432/coterminous',
    );
  });

  it('[OB61] the proxy speaks TLS alone, says so for two years, hides what is not for readers, and leaves the sign-in to the server', () => {
    const caddy = text('deploy/Caddyfile');
    expect(caddy.match(/{/g)?.length).toBe(caddy.match(/}/g)?.length);
    expect(caddy).toContain('Strict-Transport-Security "max-age=63072000');
    for (const part of ['@inside path /healthz /readyz /metrics', 'reverse_proxy coterminous:4320'])
      expect(caddy).toContain(part);
    // One sign-in: that of the server, which a password of the proxy would stand in the way of.
    expect(caddy).not.toContain('basic_auth');
    const address = (compose.services.proxy.networks as unknown as { edge: { ipv4_address: string } }).edge
      .ipv4_address;
    expect(compose.services.coterminous.command as string[]).toContain(`--behind-proxy=${address}`);
  });

  it('[OB61] the unit is hardened, and systemd can read it', () => {
    for (const line of ['ProtectSystem=strict', 'NoNewPrivileges=true', 'PrivateTmp=true', 'CapabilityBoundingSet='])
      expect(unit.split('\n')).toContain(line);
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', join(root, 'deploy/coterminous.service')], {
      encoding: 'utf8',
    });
    // Without systemd the lines above are all that can be held.
    if (verified.error === undefined) expect([verified.status, verified.stderr]).toEqual([0, '']);
  });
});

describe('the guide to operations', () => {
  it('[OB62] names every metric that there is, and its alerts no other', () => {
    const source = `${text('src/api/metrics.ts')}`;
    const names = new Set(
      [...source.matchAll(/'((?:coterminous|process|nodejs)_[a-z0-9_]+)'/g)].map(([, name = '']) => name),
    );
    expect(names.size).toBeGreaterThan(15);
    expect([...names].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
    const named = [...guide.matchAll(/\b(?:coterminous|process|nodejs)_[a-z0-9_]+/g)].map(([name]) =>
      name.replace(/_(bucket|count|sum)$/, ''),
    );
    const files = new Set(['coterminous_password']);
    expect(named.filter((name) => !names.has(name) && !files.has(name))).toEqual([]);
  });

  it('[OB62] names flags and variables that exist', () => {
    const prose = guide.replace(/```sh[\s\S]*?```/g, '');
    const others = new Set(['--locale-provider', '--builtin-locale']);
    expect(flagsIn(prose).filter((flag) => !startFlags.has(flag) && !others.has(flag))).toEqual([]);
    const variables = [...prose.matchAll(/`((?:COTERMINOUS|OTEL|DATABASE)_[A-Z_]+)`/g)].map(([, name = '']) => name);
    expect(variables.filter((name) => !knownVariables.has(name) && name !== nameVariable)).toEqual([]);
  });
});
