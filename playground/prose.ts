/** The text of a text cell: to read, and to write when it has the focus. A line that begins with # is a heading. */

export class Prose {
  readonly #area = document.createElement('textarea');
  readonly #shown = document.createElement('div');

  constructor(parent: HTMLElement, source: string, changed: () => void) {
    this.#area.value = source;
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
    return this.#area.value;
  }

  focus(): void {
    this.#area.hidden = false;
    this.#shown.hidden = true;
    this.#fit();
    this.#area.focus();
  }

  #fit(): void {
    this.#area.style.height = 'auto';
    this.#area.style.height = `${this.#area.scrollHeight}px`;
  }

  #show(): void {
    const empty = this.source.trim() === '';
    this.#area.hidden = !empty;
    this.#shown.hidden = empty;
    if (empty) this.#area.placeholder = 'Text';
    this.#shown.replaceChildren(
      ...this.source.split(/\n[ \t]*\n/).map((paragraph) => {
        const heading = /^#+ +/.exec(paragraph);
        const e = document.createElement(heading === null ? 'p' : 'h2');
        e.textContent = paragraph.slice(heading?.[0].length ?? 0);
        return e;
      }),
    );
  }
}
