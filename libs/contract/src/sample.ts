/** A 28×28 PNG, in base64: a 1 as MNIST has them, a white bar on black. What processes try themselves with. */
export const SAMPLE_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAHklEQVR4XmMYaNDw/38DuhgcjEoCwagkEOCVpBMAAPE+O9liyDR0AAAAAElFTkSuQmCC';
