import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const SELF = ["'self'"];
const NONE = ["'none'"];

/** Seconds for which a browser that came by https is to come by nothing else. */
const A_YEAR = 31_536_000;

const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: NONE,
      scriptSrc: SELF,
      styleSrc: SELF,
      // The picture that a person chose is shown from memory.
      imgSrc: ["'self'", 'blob:'],
      connectSrc: SELF,
      // Where one result is shown alone, what belongs to the page is found one step up.
      baseUri: SELF,
      formAction: SELF,
      frameAncestors: NONE,
    },
  },
  // Another's `no-referrer` has browsers hide the origin of the page's own forms, too.
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
  // Asked for by one answer of an origin and not by another, it makes browsers complain.
  originAgentCluster: false,
  strictTransportSecurity: { maxAge: A_YEAR, includeSubDomains: false },
});

const https = new Map<string, string>();
const receiver = {
  setHeader: (name: string, value: string) => https.set(name, value),
  removeHeader: (name: string) => https.delete(name),
};
protect({} as IncomingMessage, receiver as unknown as ServerResponse, () => undefined);

const http = new Map(https);
http.delete('Strict-Transport-Security');

/** What browsers are told to beware of where the page is concerned; nginx.conf's copy is written from it. */
export const SECURITY_HEADERS = { http, https };
