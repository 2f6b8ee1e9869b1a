/** What is wrong with one field: a translation key and the values of its placeholders. */
export interface Problem {
  key: string;
  vars?: Record<string, string | number>;
}
export type Problems = Record<string, Problem>;

/** An error that has an answer for the person at the other end. */
export class AppError extends Error {
  readonly status: number;
  /** Texts of its own in `errors.json`; those of the status when not set. */
  readonly texts?: string;
  /** Where to go on, other than to the first page; `errors.json` names it. */
  readonly goOn?: string;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.status = status;
  }
}

/** It does not exist, or not for this person: nobody can tell the two apart. */
export class NotFoundError extends AppError {
  constructor(message = 'Not found') {
    super(404, message);
  }
}

/** It exists and is visible, but this person may not do this to it. */
export class ForbiddenError extends AppError {
  constructor(message = 'Forbidden') {
    super(403, message);
  }
}

/** What an editor sent is over the limit of its route, in bytes. */
export class TooLargeError extends AppError {
  override readonly texts = 'draftTooLarge';
  readonly kilobytes: number;
  constructor(limit: number) {
    super(413, 'The draft is too large');
    this.kilobytes = Math.round(limit / 1024);
  }
}

/** Somebody else, or another tab, was first. */
export class ConflictError extends AppError {
  constructor(message = 'Conflict') {
    super(409, message);
  }
}

/** It is over: a closed sitting, a used code. */
export class GoneError extends AppError {
  constructor(message = 'Gone') {
    super(410, message);
  }
}

/** An invigilator has stopped the sitting: the same request may succeed when it goes on. */
export class PausedError extends AppError {
  constructor(message = 'Paused') {
    super(423, message);
  }
}

/** It helps, and this person sits a test now: the same request may succeed afterwards. */
export class DuringTestError extends AppError {
  override readonly texts = 'duringTest';
  override readonly goOn = '/tests';
  constructor(message = 'Closed during a test') {
    super(423, message);
  }
}

/** Input that cannot be taken; `problems` names each field. */
export class InvalidInputError extends AppError {
  readonly problems: Problems;

  constructor(problems: Problems, message = 'Invalid input') {
    super(422, message);
    this.problems = problems;
  }
}

/** Too many tries; `retryAt` is when the next one will be heard. */
export class TooManyRequestsError extends AppError {
  readonly retryAt: Date;

  constructor(retryAt: Date, message = 'Too many requests') {
    super(429, message);
    this.retryAt = retryAt;
  }
}

/** Nothing was saved, and the same request may succeed later. */
export class UnavailableError extends AppError {
  constructor(message = 'Unavailable', options?: ErrorOptions) {
    super(503, message, options);
  }
}
