/** The error of a step that was to run on a certain device and cannot. */

/** Nothing else runs the step instead; the message says why, in sentences for a report. */
export class DeviceProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DeviceProblem';
  }
}
