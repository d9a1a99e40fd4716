/** A sentence for the person at the terminal: what is wrong and what to do. Any other error is a fault of ours. */
export class Failure extends Error {}
