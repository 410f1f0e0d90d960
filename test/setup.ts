/** What holds in every test file: a bug of an executor, which sessions only warn of, fails the tests. */
process.on('warning', (w) => {
  if (w.name === 'ExecutorBug') throw w;
});
