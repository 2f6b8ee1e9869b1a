interface Waiting {
  at: number;
  goOn: () => void;
}

/**
 * The time of the programme, in which many people work at once: whoever is next does what he does, alone, until he waits for a later moment. So everything is recorded in the order of its time,
 * as in a real log.
 */
export class Timeline {
  private readonly waiting: Waiting[] = [];
  private giveWay: () => void = () => undefined;
  now: Date;

  constructor(now: Date) {
    this.now = now;
  }

  /** Waits for this moment; one that has passed is now. */
  reach(moment: Date): Promise<void> {
    if (moment <= this.now) return Promise.resolve();
    return new Promise((goOn) => {
      this.waiting.push({ at: moment.getTime(), goOn });
      this.giveWay();
    });
  }

  /** What is read as if it were this moment already. Nothing may be written in it. */
  async ahead<T>(moment: Date, read: () => Promise<T>): Promise<T> {
    const { now } = this;
    if (moment > now) this.now = moment;
    try {
      return await read();
    } finally {
      this.now = now;
    }
  }

  /** Lets these lives run beside one another to their ends. Each begins now. */
  async run(lives: readonly (() => Promise<void>)[]): Promise<void> {
    let failed: unknown;
    for (const life of lives) {
      const start = () => {
        life()
          .catch((error: unknown) => (failed ??= error))
          .finally(() => this.giveWay());
      };
      this.waiting.push({ at: this.now.getTime(), goOn: start });
    }
    while (this.waiting.length > 0 && failed === undefined) {
      // Among equal moments who waits longest comes first.
      const next = this.waiting.reduce((least, each) => (each.at < least.at ? each : least));
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.now = new Date(Math.max(this.now.getTime(), next.at));
      await new Promise<void>((givesWay) => {
        this.giveWay = givesWay;
        next.goOn();
      });
    }
    if (failed !== undefined) throw failed;
  }
}
