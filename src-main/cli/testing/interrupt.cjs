// Runs before the command line: interrupts it once it has begun to listen for that, and had a moment to
// get on. A time counted from outside would come before the program on a busy machine.
const MOMENT = 300;
const waiting = setInterval(() => {
  if (process.listenerCount('SIGINT') === 0) return;
  clearInterval(waiting);
  setTimeout(() => process.kill(process.pid, 'SIGINT'), MOMENT).unref();
}, 10);
waiting.unref();
