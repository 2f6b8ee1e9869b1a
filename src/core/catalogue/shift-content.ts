import { z } from 'zod';
import { competencies } from '../shared/competency.ts';
import { provenance, text } from './vocabulary.ts';

const count = z.number().int().min(0);
const minutes = z.number().positive();
const span = z.tuple([minutes, minutes]).refine(([least, most]) => least <= most, 'the first is the smaller');

/** What is done with a file otherwise than deciding it: wait for the applicant, pass it up, or give it to another. */
export const noteActs = ['applicant', 'escalate', 'hand-over'] as const;

const shift = z
  .strictObject({
    level: z.number().int().min(1).max(5),
    name: text,
    minutes,
    startsAt: z.string().regex(/^\d{2}:\d{2}$/),
    /** Files in all; of these, how many lie there at the opening, and how many are due today. */
    applications: count,
    atOpening: count,
    dueToday: count,
    chats: count,
    calls: count,
    /** Files that bear a note, and files with a written instruction to go first. */
    notes: count,
    instructions: count.default(0),
    /** Files decided by colleagues that are looked over. */
    inspections: count.default(0),
    /** How long the register is down, and a colleague away; none where it never happens. */
    outage: span.optional(),
    absence: span.optional(),
    /** So many times as much comes in a minute of the rush as outside of it. */
    rush: z.number().min(1).default(1),
    /** Points of 100 from which the shift is passed. */
    cut: z.number().min(0).max(100),
  })
  .refine(({ applications, atOpening, dueToday, notes, instructions }) => Math.max(atOpening, dueToday, notes + instructions) <= applications, 'more files of one kind than files');

const note = z.strictObject({ id: z.string(), right: z.enum(noteActs), competency: z.enum(competencies), text, lesson: text, ...provenance });
const person = z.strictObject({ patience: minutes, answer: minutes, minutes });

/** The shifts of the ladder. */
export const shiftsFile = z.strictObject({
  shifts: z.array(shift),
  days: z.array(z.iso.date()).min(1),
  eves: z.array(z.iso.date()).min(1),
  people: z.strictObject({ chat: person, call: person }),
  /** Minutes in which a file decided by a colleague is to be looked over. */
  inspectionMinutes: minutes,
  answersAfter: span,
  colleagueTakesAfter: minutes,
  daysLeft: z.tuple([count, count]),
  scoring: z.strictObject({
    weights: z.strictObject({ application: z.number().positive(), inspection: z.number().positive(), chat: z.number().positive(), call: z.number().positive() }),
    timeShare: z.number().min(0).max(1),
    errorCost: z.number().min(0),
  }),
  notes: z.array(note).min(1),
});

export type Shifts = z.infer<typeof shiftsFile>;
export type ShiftLevel = Shifts['shifts'][number];
export type FileNote = Shifts['notes'][number];
