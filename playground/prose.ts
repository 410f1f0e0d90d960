/** The text of a text cell: to read, and to write when it has the focus. A line that begins with # is a heading. */

/** A longer text is shown in its beginning and kept as it is: browsers need minutes to lay one out that can be changed. */
const MOST = 50_000;

export class Prose {
  readonly #area = document.createElement('textarea');
  readonly #shown = document.createElement('div');
  readonly #long: string | undefined;

  constructor(parent: HTMLElement, source: string, changed: () => void) {
    this.#long = source.length > MOST ? source : undefined;
    this.#area.value = this.#long === undefined ? source : '';
    this.#area.setAttribute('aria-label', 'text');
    this.#area.addEventListener('input', () => {
      this.#fit();
      changed();
    });
    this.#area.addEventListener('blur', () => this.#show());
    this.#shown.className = 'prose';
    this.#shown.tabIndex = 0;
    this.#shown.setAttribute('aria-label', 'text, Enter changes it');
    this.#shown.addEventListener('click', () => this.focus());
    this.#shown.addEventListener('keydown', (e) => {
      if (e.key !== 'Enter') return;
      e.preventDefault();
      this.focus();
    });
    parent.append(this.#area, this.#shown);
    this.#show();
  }

  get source(): string {
    return this.#long ?? this.#area.value;
  }

  focus(): void {
    if (this.#long !== undefined) {
      this.#shown.focus();
      return;
    }
    this.#area.hidden = false;
    this.#shown.hidden = true;
    this.#fit();
    this.#area.focus();
  }

  #fit(): void {
    this.#area.style.height = 'auto';
    this.#area.style.height = `${this.#area.scrollHeight}px`;
  }

  #rest(): HTMLElement[] {
    const left = this.source.length - MOST;
    if (left <= 0) return [];
    const e = document.createElement('p');
    e.textContent = `… and ${left} characters, too many to be changed here.`;
    return [e];
  }

  #show(): void {
    const empty = this.source.trim() === '';
    this.#area.hidden = !empty;
    this.#shown.hidden = empty;
    if (empty) this.#area.placeholder = 'Text';
    this.#shown.replaceChildren(
      ...this.source
        .slice(0, MOST)
        .split(/\n[ \t]*\n/)
        .map((paragraph) => {
          const heading = /^#+ +/.exec(paragraph);
          const e = document.createElement(heading === null ? 'p' : 'h2');
          e.textContent = paragraph.slice(heading?.[0].length ?? 0);
          return e;
        }),
      ...this.#rest(),
    );
  }
}
