/** Files of the machine that the page is on. */

async function textOf(file: File): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (x) {
    throw new Error(`${file.name} ${x instanceof TypeError ? 'is not a text in UTF-8' : 'cannot be read'}.`);
  }
}

/** Lets the user choose a file; undefined when none was chosen. Rejects with an error with one sentence for people. */
export function openFile(): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.wl,.m,.wls,.ipynb,text/plain';
  return new Promise((done, fail) => {
    input.addEventListener('cancel', () => done(undefined));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file === undefined) done(undefined);
      else textOf(file).then((text) => done({ name: file.name, text }), fail);
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
