import { say } from '../../scripts/terminal.mjs';

/** What was found to be against the promise; told as it is found. */
export class Findings {
  all = [];
  #underWay;

  /** @param underWay the inputs that are being dealt with now: of a process' end nobody knows which it was */
  constructor(underWay) {
    this.#underWay = underWay;
  }

  /** @param finding.where which promise; finding.what what happened; finding.input what was sent, where that is known */
  add({ where, what, input }) {
    const numbers = input ? undefined : [...this.#underWay].map(({ number }) => number);
    const { number, kind, name, mutations } = input ?? {};
    this.all.push({ where, what, number, kind, name, mutations, underWay: numbers });
    const whose = input
      ? `${number} (${name}: ${mutations.join(', ')})`
      : `while ${numbers.join(', ') || 'nothing'} was under way`;
    say(printable(`✗ ${where} ${whose}: ${what}`));
  }

  /** As the crew of processes tells of them. */
  sin(where, what) {
    this.add({ where, what });
  }
}

/** Names may be anything by now. */
export const printable = (text) => text.replace(/[^\x20-\x7e\u00a1-\u024f\u2010-\u2fff]/g, '·').slice(0, 1_000);
