/**
 * Hands long work to servers: each job to one of all that work on the database, to another when that one is lost, to the same
 * again after a fault. What is to be done is read from `job-rows.ts`, so that this may be lost and made anew; its own tables are
 * in the schema `jobs`, which no backup holds. Does not know what any kind of work does.
 */

import pg from 'pg';
import type { Job, PgBoss } from 'pg-boss';
import { jobsOnTheirWay } from '#store/job-rows.ts';
import type { Store } from '#store/open.ts';

export type QueueSettings = {
  /**
   * Does the job of that id and leaves a mark that it has ended; what it throws has it done again after a pause. `stopping` is
   * set when the server is to stop.
   */
  readonly run: (id: string, stopping: AbortSignal) => Promise<void>;
  /** Adds what is due, such as work of every day; called every minute. */
  readonly addDue: () => Promise<void>;
  /** Told in words of what went wrong. */
  readonly say: (text: string) => void;
  /** A server that was not heard of for so long is lost, and its work is given to another; 10 at least. @units seconds */
  readonly silence?: number;
  /** Before work that met a fault is done again. @units seconds */
  readonly pause?: number;
  /** Between two looks for work. @units seconds */
  readonly look?: number;
};

const usual = { silence: 30, pause: 10, look: 2 };
/** Which queue has work of that kind: short work does not wait behind long. */
const queueOf = (kind: string): string => (kind.startsWith('import') ? 'imports' : 'daily');
const queues = ['imports', 'daily'];
/** @units milliseconds */
const tickMs = 60_000;
const addedAtOnce = 500;
/** How long work under way may take to stop. @units milliseconds */
const stopMs = 10_000;

/** The work of one server. Does nothing before it is started. */
export class JobQueue {
  private readonly store: Store;
  private readonly settings: QueueSettings;
  private readonly stopping = new AbortController();
  private started: Promise<PgBoss> | null = null;
  private boss: PgBoss | null = null;
  private readonly workers = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> = Promise.resolve();

  constructor(store: Store, settings: QueueSettings) {
    this.store = store;
    this.settings = settings;
  }

  /** Begins to take work; returns when it does. */
  async start(): Promise<void> {
    this.started ??= this.open();
    this.boss = await this.started;
    await this.tick();
    if (this.stopping.signal.aborted) return;
    this.timer = setInterval(() => void this.tick(), tickMs);
    this.timer.unref();
  }

  /** Has the job looked at soon. It is done in any case: every server looks each minute for what waits. */
  async wake(id: string, kind: string): Promise<void> {
    const { boss } = this;
    if (boss === null || this.stopping.signal.aborted) return;
    try {
      await boss.send(queueOf(kind), { id }, { singletonKey: id });
      const worker = this.workers.get(queueOf(kind));
      if (worker !== undefined) boss.notifyWorker(worker);
    } catch (error) {
      this.complain(error);
    }
  }

  /** Takes no more work, and waits until what is under way has stopped. */
  async close(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.timer);
    const boss = await this.started?.catch(() => null);
    await this.ticking;
    await boss?.stop({ graceful: true, timeout: stopMs });
  }

  private async open(): Promise<PgBoss> {
    const { silence, pause, look } = { ...usual, ...this.settings };
    // Loaded when the server is up: nobody waits for it.
    const { PgBoss: Boss } = await import('pg-boss');
    const boss = new Boss({
      db: { executeSql: (text, values) => executeSql(this.store.pool, text, values) },
      schema: 'jobs',
      schedule: false,
      monitorVacuum: false,
      superviseIntervalSeconds: Math.ceil(silence / 3),
      monitorIntervalSeconds: Math.ceil(silence / 3),
    });
    boss.on('error', (error) => this.complain(error));
    await boss.start();
    for (const name of queues) {
      // Of one job no two are under way or wait.
      await boss.createQueue(name, {
        policy: 'exclusive',
        expireInSeconds: 12 * 3600,
        heartbeatSeconds: silence,
        // How often work is tried is for whoever does it.
        retryLimit: 1000,
        retryDelay: pause,
        deleteAfterSeconds: 24 * 3600,
      });
      const options = { pollingIntervalSeconds: look, heartbeatRefreshSeconds: silence / 3 };
      this.workers.set(name, await boss.work<{ id: string }>(name, options, (jobs) => this.work(jobs)));
    }
    return boss;
  }

  private async work(jobs: readonly Job<{ id: string }>[]): Promise<void> {
    for (const { data } of jobs) {
      try {
        await this.settings.run(data.id, this.stopping.signal);
      } catch (error) {
        this.complain(error);
        // Kept with the job: the reason, and nothing of the program.
        const reason = new Error(error instanceof Error ? error.message : 'a fault');
        reason.stack = '';
        throw reason;
      }
    }
  }

  private tick(): Promise<void> {
    this.ticking = this.ticking.then(async () => {
      if (this.stopping.signal.aborted) return;
      try {
        await this.settings.addDue();
        for (const { id, kind } of await jobsOnTheirWay(this.store, addedAtOnce)) await this.wake(id, kind);
      } catch (error) {
        this.complain(error);
      }
    });
    return this.ticking;
  }

  private complain(error: unknown): void {
    if (this.stopping.signal.aborted) return;
    this.settings.say(`Long work: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The library has types of its own for moments and counts. */
async function executeSql(pool: pg.Pool, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const query = { text, types: pg.types as unknown as pg.CustomTypesConfig };
  // Several statements may be sent together only without values.
  return pool.query(values.length === 0 ? query : { ...query, values });
}
