/**
 * What Node is told for API and workers: they make much short-lived garbage and keep little. One thread that collects it
 * costs less than several that help each other, a small nursery is emptied from the processor's cache, and a heap that
 * may grow to twice what lives is marked less often. package.json and deploy/Dockerfile say the same.
 */
export const NODE_FLAGS = ['--single-threaded-gc', '--max-semi-space-size=4', '--heap-growing-percent=100'];
