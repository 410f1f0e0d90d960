/** Files of the machine that the page is on. */

/** Lets the user choose a file; undefined when none was chosen. */
export function openFile(): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.wl,.m,.wls,.ipynb,text/plain';
  return new Promise((done, fail) => {
    input.addEventListener('cancel', () => done(undefined));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file === undefined) done(undefined);
      else file.text().then((text) => done({ name: file.name, text }), fail);
    });
    input.click();
  });
}

/** Hands a file to the user. */
export function download(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
