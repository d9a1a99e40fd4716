import { io } from 'socket.io-client';
import { Course, isFinal } from '../course.mjs';

/** Milliseconds that the answer to a wish to watch may take, and until a page tries to connect again, at most. */
const ANSWER = 15_000;
const RETRY = 1_000;

/** What the socket calls each kind of thing. */
const WORDS = {
  job: { watch: 'watch', unwatch: 'unwatch', told: 'job', gone: 'gone' },
  batch: { watch: 'watchBatch', unwatch: 'unwatchBatch', told: 'batch', gone: 'batchGone' },
};

/** A page: one socket at one API process, that watches whatever it is asked to, again after each reconnect. */
export class Watcher {
  #socket;
  #ledger;
  /** By id: what is watched, and whom to tell that its end is known. */
  #wanted = new Map();
  /** By id: what this connection told. */
  #courses = new Map();
  #closed = false;

  constructor(url, ledger) {
    this.#ledger = ledger;
    const backoff = { reconnectionDelay: RETRY / 10, reconnectionDelayMax: RETRY };
    this.#socket = io(url, { transports: ['websocket'], forceNew: true, ...backoff });
    this.#socket.on('connect', () => {
      this.#courses.clear();
      for (const { thing } of this.#wanted.values()) this.#ask(thing);
    });
    // After a refusal, unlike after a loss, the library leaves reconnecting to us.
    this.#socket.on('disconnect', () => this.#closed || this.#socket.active || this.#socket.connect());
    this.#socket.on(
      'connect_error',
      () => this.#socket.active || setTimeout(() => this.#closed || this.#socket.connect(), RETRY),
    );
    for (const [kind, { told, gone }] of Object.entries(WORDS)) {
      this.#socket.on(told, (snapshot) => this.#told(kind, snapshot));
      this.#socket.on(gone, (id) => this.#gone(id));
    }
  }

  /** Watches something; resolves when its end was told, or with the signal. */
  watch(thing, signal) {
    const { id } = thing.promised;
    return new Promise((resolve) => {
      const done = () => {
        this.#wanted.delete(id);
        if (this.#socket.connected) this.#socket.emit(WORDS[thing.kind].unwatch, [id]);
        this.#courses.delete(id);
        resolve();
      };
      this.#wanted.set(id, { thing, done });
      signal.addEventListener('abort', done, { once: true });
      if (this.#socket.connected) this.#ask(thing);
    });
  }

  close() {
    this.#closed = true;
    this.#socket.disconnect();
  }

  #ask({ kind, promised }) {
    const { id } = promised;
    this.#socket.timeout(ANSWER).emit(WORDS[kind].watch, [id], (error, now) => {
      const wanted = this.#wanted.get(id);
      if (!wanted || error) return;
      if (now.unknown.includes(id)) this.#gone(id);
      for (const snapshot of now.snapshots) this.#hear(wanted, snapshot, 'socket’s answer');
    });
  }

  #told(kind, snapshot) {
    const wanted = this.#wanted.get(snapshot.id);
    if (!wanted || wanted.thing.kind !== kind) return;
    const course = this.#courses.get(snapshot.id) ?? new Course();
    this.#courses.set(snapshot.id, course);
    this.#ledger.hearOfCourse(snapshot.id, course.tell(snapshot), 'socket');
    this.#hear(wanted, snapshot, 'socket');
  }

  #hear({ thing, done }, snapshot, by) {
    thing.hear(snapshot, by);
    // A moment is left for it to be told twice.
    if (isFinal(snapshot.state)) setTimeout(done, RETRY);
  }

  #gone(id) {
    const wanted = this.#wanted.get(id);
    if (!wanted) return;
    this.#ledger.hearOfNone(wanted.thing.promised, 'socket');
    wanted.done();
  }
}
