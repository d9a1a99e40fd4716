import sharp from 'sharp';

// Loaded into a worker before its own code (`--import`): its decoder then crashes, as a fault of native code would make
// it crash, on every picture that says so, is at fault in another way on others, and never ends with some.
const { toBuffer } = sharp.prototype;
sharp.prototype.toBuffer = function (...args) {
  if (this.options.input.buffer?.includes('poison')) process.kill(process.pid, 'SIGKILL');
  if (this.options.input.buffer?.includes('fault')) throw new Error('a fault of ours');
  if (this.options.input.buffer?.includes('stuck')) return new Promise(() => undefined);
  return toBuffer.apply(this, args);
};
