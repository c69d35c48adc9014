/**
 * People at work, in a process of their own, so that they share no event loop with what they ask. Run by fork: it is told the
 * place and the people, says `ready` when each has opened the two lists, and then works one stage after the other as told.
 */

import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { closeClient } from '#bench/load-client.ts';
import { LoadCount, type StageFigures } from '#bench/load-figures.ts';
import type { LoadPerson } from '#bench/load-home.ts';
import { type LoadPlace, PersonAtWork } from '#bench/load-person.ts';
import { makeRng } from '#tests/golden/random.ts';

export type DriverTask =
  | { readonly do: 'begin'; readonly place: LoadPlace; readonly people: readonly LoadPerson[] }
  /** All people together do so many things a second. */
  | { readonly do: 'stage'; readonly rate: number; readonly seconds: number }
  | { readonly do: 'end' };

export type DriverWord =
  | { readonly said: 'ready'; readonly figures: StageFigures }
  | { readonly said: 'stage'; readonly figures: StageFigures };

const seed = 20_260_401;
/** How many open the two lists at the same time. */
const openingAtOnce = 4;

let atWork: readonly PersonAtWork[] = [];

process.on('message', (task: DriverTask) => {
  follow(task).catch((error: Error) => {
    console.error(error);
    process.exit(1);
  });
});

async function follow(task: DriverTask): Promise<void> {
  switch (task.do) {
    case 'begin':
      return say({ said: 'ready', figures: await begin(task.place, task.people) });
    case 'stage':
      return say({ said: 'stage', figures: await stage(task.rate, task.seconds) });
    case 'end':
      closeClient();
      process.disconnect();
      return;
    default:
      return task satisfies never;
  }
}

function say(word: DriverWord): void {
  process.send?.(word);
}

async function begin(place: LoadPlace, people: readonly LoadPerson[]): Promise<StageFigures> {
  const count = new LoadCount();
  atWork = people.map((person, at) => new PersonAtWork(place, person, count, makeRng(seed + at)));
  const start = performance.now();
  const waiting = [...atWork];
  const openOnes = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await one.begin();
  };
  await Promise.all(Array.from({ length: openingAtOnce }, openOnes));
  return count.figures(0, (performance.now() - start) / 1000);
}

/** Each person does one thing after the other, in gaps of chance around a mean that makes up the rate. */
async function stage(rate: number, seconds: number): Promise<StageFigures> {
  const count = new LoadCount();
  const start = performance.now();
  const end = start + seconds * 1000;
  const meanGap = (atWork.length / rate) * 1000;
  const workOn = async (one: PersonAtWork, chance: () => number) => {
    one.countIn(count);
    const gap = () => -Math.log(1 - chance()) * meanGap;
    // When the answer to the last comes late, the next is late too, and counted from when it was due.
    for (let due = start + gap(); due < end; due += gap()) {
      const wait = due - performance.now();
      if (wait > 0) await pause(wait);
      await one.act(due);
    }
  };
  await Promise.all(atWork.map((one, at) => workOn(one, makeRng(seed * 3 + at))));
  return count.figures(rate, (performance.now() - start) / 1000);
}
