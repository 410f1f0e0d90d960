/** Errors of cells, as Jupyter has them. */

export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
export const problemFailure = (tag: string, text: string): Failure => ({
  ename: `Syntax::${tag}`,
  evalue: text.split('\n', 1)[0]!.replace(/^Syntax::\w+: /, ''),
  traceback: text.split('\n'),
});
export const STOPPED: Failure = {
  ename: '$Aborted',
  evalue: 'The evaluation was stopped.',
  traceback: ['$Aborted: The evaluation was stopped. What had been assigned by then is kept.'],
};
