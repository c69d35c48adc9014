import { expect, it } from 'vitest';
import { isTierName } from '#core/register/tiers.ts';
import { parseIsoDate } from '#std/iso-date.ts';
import { stepNumber, storySteps } from './story-steps.ts';

it('[WH1] the story has four steps, each on a day with the days of a schedule and a map', () => {
  expect(storySteps).toHaveLength(4);
  for (const step of storySteps) {
    expect([step.on, step.from, step.to].map(parseIsoDate)).not.toContain(null);
    expect(step.from < step.to && (step.on === step.from || step.on === step.to), step.name).toBe(true);
    expect([step.bodies, step.councils].every(isTierName)).toBe(true);
  }
});

it('[WH1] an address that names no step shows the first', () => {
  expect(['3', null, '0', '5', '2.5', 'two'].map(stepNumber)).toEqual([3, 1, 1, 1, 1, 1]);
});
