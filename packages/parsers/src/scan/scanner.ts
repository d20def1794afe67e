import type { Recorder } from '../samples/recorder.js';

/**
 * Reads the rows of a raw format from bytes, wherever these are split, and records what they say. It knows nothing of
 * what lies before its first row, so that several can each read a part of one file.
 */
export interface Scanner {
  /**
   * Takes the whole rows of `chunk[from, to)`.
   *
   * @returns the offset after the last whole row; what lies behind it comes again with more bytes.
   */
  scan(chunk: Uint8Array, from: number, to: number): number;
  /** Takes what is left at the end of the file: nothing, or a row without a line break. */
  end(chunk: Uint8Array, from: number, to: number): void;
  /** Line breaks passed so far. */
  lines(): number;
  /** Whether a row that was taken waits for one after it: then the file cannot be cut here, and is read in one. */
  isOpen?(): boolean;
  /** What only the whole file can decide, as plain data for the format's `finish`. */
  state?(): unknown;
}

/** What a scanner left behind, with the numbers that its endpoints have in the whole. */
export interface ScannedState {
  /** What the scanner's `state` gave. */
  state: unknown;
  /** Number of an endpoint in the scanner's recorder → its number in the recorder of the whole. */
  slots: readonly number[];
}

/**
 * A raw format that is read from bytes. The setup is plain data, found in the head of the file and the same for each
 * part of it.
 */
export interface ScanFormat<Setup> {
  /** Stable name, by which another thread finds it. */
  name: string;
  /** Times are whole multiples of this, in ms. */
  stepMs?: number;
  /** A scanner that has seen nothing yet. */
  create(setup: Setup, recorder: Recorder, file: string): Scanner;
}
