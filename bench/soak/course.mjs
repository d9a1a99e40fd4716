/** Whether nothing will change any more of a job in that state, or of a batch. */
export const isFinal = (state) => !['queued', 'processing', 'receiving'].includes(state);

/** What one stream, or one connection of a socket, has told of one job or batch. */
export class Course {
  #told = [];

  /**
   * @param snapshot what it tells now
   * @returns what is wrong with that: `told twice` for an end that was told before, `went back` for anything else after
   *   an end; null when nothing is
   */
  tell({ state }) {
    const ended = this.#told.find(isFinal);
    this.#told.push(state);
    if (!ended) return null;
    return ended === state ? 'told twice' : 'went back';
  }
}
