import { Failure } from '../../scripts/failure.mjs';
import { words } from '../../scripts/language.mjs';
import { Connection } from '../load/connection.mjs';

/** How many of a kind's requests are tried, and how far from 1 the probabilities of an answer may sum. */
const SOME = 12;
const SLACK = 1e-3;

/** What is wrong with a prediction; null when it makes sense. */
export function oddity(answer) {
  const { class: named, probabilities } = answer ?? {};
  if (!Array.isArray(probabilities) || probabilities.length !== 10) return 'probabilities';
  const total = probabilities.reduce((all, value) => all + value, 0);
  if (!(Math.abs(total - 1) < SLACK)) return `Σ = ${total}`;
  return probabilities[named] === Math.max(...probabilities) ? null : `class ${named}`;
}

/** Asks each address for some predictions before it is measured. @throws Failure when one makes no sense */
export async function verify(urls, requests) {
  for (const url of urls) {
    const connection = new Connection(url);
    try {
      for (const request of requests.slice(0, SOME)) {
        const { status, body } = await connection.send(request);
        const wrong = status === 200 ? oddity(JSON.parse(body)) : `${status} ${body}`;
        if (wrong)
          throw new Failure(words(`Respuesta sin sentido de ${url}: `, `Senseless answer of ${url}: `) + wrong);
      }
    } finally {
      connection.close();
    }
  }
}
