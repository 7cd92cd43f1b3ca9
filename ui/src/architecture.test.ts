import { describe, expect, it } from 'vitest';

/** Layers, lowest first: each may import only from itself and from those before it. */
const layers = ['lib', 'words', 'ipc', 'kit', 'parts', 'features', 'app'];

const sources = import.meta.glob<string>(['./**/*.{ts,svelte}', '!./**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

interface Import {
  to: string;
  typeOnly: boolean;
}

function resolve(from: string, target: string): string | null {
  if (!target.startsWith('.')) return null;
  const parts = from.split('/').slice(0, -1);
  for (const step of target.replace(/\?.*$/, '').split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  const path = parts.join('/') || '.';
  const found = ['', '.ts', '/index.ts'].map((end) => path + end).find((each) => each in sources);
  return found ?? null;
}

const imports = new Map<string, Import[]>(
  Object.entries(sources).map(([path, text]) => [
    path,
    [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].flatMap(
      (match) => {
        const to = resolve(path, match[2] ?? match[3] ?? '');
        return to ? [{ to, typeOnly: match[1] !== undefined }] : [];
      },
    ),
  ]),
);

const layerOf = (path: string): string => path.split('/')[1] ?? '';
const edges = [...imports].flatMap(([from, list]) => list.map((each) => ({ from, ...each })));
const said = (bad: typeof edges): string[] => bad.map(({ from, to }) => `${from} -> ${to}`);

describe('the tree', () => {
  it('was read', () => {
    expect(edges.length).toBeGreaterThan(100);
  });

  it('imports no layer above its own', () => {
    const up = edges.filter(
      ({ from, to }) => layers.includes(layerOf(from)) && layers.indexOf(layerOf(to)) > layers.indexOf(layerOf(from)),
    );
    expect(said(up)).toEqual([]);
  });

  it('has features that import no other feature', () => {
    const feature = (path: string): string | undefined =>
      layerOf(path) === 'features' ? path.split('/')[2] : undefined;
    const sideways = edges.filter(({ from, to }) => feature(from) && feature(to) && feature(from) !== feature(to));
    expect(said(sideways)).toEqual([]);
  });

  it('has a kit that asks nothing of the program', () => {
    const asks = edges.filter(
      ({ from, to, typeOnly }) => layerOf(from) === 'kit' && layerOf(to) === 'ipc' && !typeOnly,
    );
    expect(said(asks)).toEqual([]);
  });

  it('has no import cycle', () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    function visit(path: string, trail: string[]): void {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path) || trail.includes(path)) return;
      for (const { to, typeOnly } of imports.get(path) ?? []) if (!typeOnly) visit(to, [...trail, path]);
      done.add(path);
    }
    for (const path of imports.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('shows HTML from outside in one component only', () => {
    const showing = Object.entries(sources).filter(
      ([path, text]) => path.endsWith('.svelte') && /\{@html|innerHTML/.test(text),
    );
    expect(showing.map(([path]) => path)).toEqual(['./kit/PostText.svelte']);
  });

  it('writes no style into markup, which the policy would refuse', () => {
    const styled = Object.entries(sources).filter(
      ([path, text]) => path.endsWith('.svelte') && /\sstyle="[^{"]/.test(text),
    );
    expect(styled.map(([path]) => path)).toEqual([]);
  });

  it('asks for nothing from another host', () => {
    const remote = Object.entries(sources).filter(
      ([path, text]) => path.endsWith('.svelte') && /(?:src|href)="https?:|url\(\s*['"]?https?:/.test(text),
    );
    expect(remote.map(([path]) => path)).toEqual([]);
  });

  it('keeps every file under six hundred lines', () => {
    const long = Object.entries(sources).filter(
      ([path, text]) => !path.endsWith('generated.ts') && text.split('\n').length > 600,
    );
    expect(long.map(([path]) => path)).toEqual([]);
  });
});
