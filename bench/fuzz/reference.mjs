import { createServer } from 'node:http';
import { Duplex } from 'node:stream';

/** Nothing is given up for its slowness: all there is comes at once. */
const PATIENT = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, connectionsCheckingInterval: 2 ** 30 };

/**
 * What Node's own server makes of a client's bytes that does nothing with them.
 * @returns `whole`: how many requests are complete before it gives up, or before the client asks for something else than
 *   an answer; `isBroken`: whether what follows them cannot be read
 */
export function wholeRequests(bytes) {
  return new Promise((resolve) => {
    const requests = [];
    let isBroken = false;
    const server = createServer(PATIENT, (request, response) => {
      requests.push(request.resume());
      // Answers come in order: without this one the next request would not be taken.
      response.end();
    });
    const socket = new Line(() => resolve({ whole: requests.filter(({ complete }) => complete).length, isBroken }));
    const giveUp = () => {
      isBroken = true;
      socket.destroy();
    };
    server.on('clientError', giveUp).on('connect', giveUp).on('upgrade', giveUp);
    server.emit('connection', socket);
    socket.push(bytes);
    socket.push(null);
  });
}

/** A connection of which one end is us. */
class Line extends Duplex {
  remoteAddress = '127.0.0.1';
  #ended;

  constructor(ended) {
    super({ allowHalfOpen: false });
    this.#ended = ended;
  }

  _read() {
    // All there is was pushed already.
  }

  _write(_chunk, _encoding, done) {
    done();
  }

  _destroy(error, done) {
    done(error);
    this.#ended();
  }

  setTimeout() {
    return this;
  }

  setNoDelay() {
    return this;
  }

  setKeepAlive() {
    return this;
  }
}
