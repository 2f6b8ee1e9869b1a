/** The caller gave a wrong argument or input; the message begins with the name of the wrong field. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a function of the core; its RangeError is a mistake of whoever called. */
export function usage<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message, { cause: error }) : error;
  }
}
