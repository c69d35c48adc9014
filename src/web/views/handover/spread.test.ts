import { expect, it } from 'vitest';
import { spreadSentence } from './spread.ts';

const successors = [
  { code: 'E', name: 'East' },
  { code: 'W', name: 'West' },
  { code: 'N', name: 'North' },
];
const basis = (...shares: readonly number[]) => ({
  shares: shares.map((share, at) => ({ code: successors[at]?.code ?? '', share })),
});

it('[WH22] how far the answer moves names the successor whose share moves most', () => {
  expect(spreadSentence([basis(0.4, 0.5, 0.1), basis(0.5, 0.25, 0.25)], successors)).toBe(
    'Over 2 bases the share of West moves by 25.00 percentage points, the most of all successors.',
  );
});

it('[WH22] bases that agree, and a single basis, are told as such', () => {
  expect(spreadSentence([basis(0.5, 0.5, 0), basis(0.5, 0.5, 0)], successors)).toContain('same shares');
  expect(spreadSentence([basis(0.5, 0.5, 0)], successors)).toContain('nothing to compare');
  expect(spreadSentence([], successors)).toBe('No basis gives shares.');
});
