/** What many are let into together as long as they fit; the others wait in line. */
export class Room {
  private readonly line: { cost: number; enter: () => void }[] = [];
  private taken = 0;

  constructor(private readonly capacity: number) {}

  /**
   * Waits until there is room.
   * @param cost more than there is of room goes in alone
   * @returns gives the room back
   */
  async enter(cost: number): Promise<() => void> {
    const share = Math.min(cost, this.capacity);
    if (this.line.length > 0 || this.taken + share > this.capacity) {
      await new Promise<void>((enter) => this.line.push({ cost: share, enter }));
    } else this.taken += share;
    return () => this.leave(share);
  }

  private leave(share: number): void {
    this.taken -= share;
    for (let next = this.line[0]; next && this.taken + next.cost <= this.capacity; next = this.line[0]) {
      this.line.shift();
      this.taken += next.cost;
      next.enter();
    }
  }
}
