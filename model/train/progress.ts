import type { WriteStream } from 'node:tty';
import { inPlace, progressBar } from '../progress-bar.js';

/** Where an epoch stands. */
export interface Standing {
  epoch: number;
  epochs: number;
  /** Images learned from in this epoch, and how many it has. */
  images: number;
  total: number;
  /** Mean loss of the epoch so far. */
  loss: number;
  /** Seconds since the epoch began. */
  seconds: number;
}

/** One line: a bar, percent, loss, speed and the time that the whole run still needs. */
export function progressLine({ epoch, epochs, images, total, loss, seconds }: Standing): string {
  const share = images / total;
  const speed = images / seconds;
  const left = ((epochs - epoch) * total + total - images) / speed;
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  return (
    `epoch ${epoch}/${epochs} ${progressBar(share)} ${percent} %  loss ${loss.toFixed(4)}  ` +
    `${Math.round(speed)} images/s  ${clock(left)} left`
  );
}

/** Minutes and seconds, as 12:05. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Shows a line in place of the previous one where there is a terminal; elsewhere only those worth keeping. */
export function show(line: string, keep: boolean, output: WriteStream = process.stdout): void {
  if (output.isTTY) output.write(`${inPlace(line)}${keep ? '\n' : ''}`);
  else if (keep) output.write(`${line}\n`);
}
