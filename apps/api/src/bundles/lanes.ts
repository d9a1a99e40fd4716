import { Assembler, type AssemblerOptions, type Bundled } from './assembler.js';

/** Assemblers side by side, by name: pictures of one never travel with those of another. */
export class Lanes<T extends Bundled> {
  private readonly lanes = new Map<string, Assembler<T>>();

  constructor(private readonly options: AssemblerOptions<T>) {}

  of(name: string): Assembler<T> {
    const known = this.lanes.get(name);
    if (known) return known;
    // Names come and go; whose lane is empty needs none.
    for (const [other, lane] of this.lanes) if (lane.isIdle) this.lanes.delete(other);
    const lane = new Assembler(this.options);
    this.lanes.set(name, lane);
    return lane;
  }

  /** Milliseconds that the picture has waited which has waited longest, of all lanes. */
  get age(): number {
    return Math.max(0, ...[...this.lanes.values()].map(({ age }) => age));
  }
}
