/** Wakes all who wait, each time that it rings. */
export class Bell {
  private waiting: (() => void)[] = [];

  /** Resolves when it rings next. */
  rings(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  ring(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
