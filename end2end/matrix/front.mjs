// Something that stands between a browser and the server, as portals, caches and bad connections do.
import { once } from 'node:events';
import { createServer, request } from 'node:http';

/**
 * `meddle(request, response, pass)` answers itself, or passes on, or does neither. Nothing is changed without it.
 * `pass(path, send)` asks for another path than was asked for; `send(response, head, body)` answers with what came.
 */
export class Front {
  meddle;
  #server = createServer((asked, answer) => {
    const pass = (path = asked.url, send = undefined) => forward(this.target, path, asked, answer, send);
    if (this.meddle) this.meddle(asked, answer, pass);
    else pass();
  });

  static async before(target) {
    const front = new Front();
    front.target = target;
    front.#server.listen(0, '127.0.0.1');
    await once(front.#server, 'listening');
    front.base = `http://127.0.0.1:${front.#server.address().port}`;
    return front;
  }

  end() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function forward(target, path, asked, answer, send) {
  const onward = request(new URL(path, target), { method: asked.method, headers: { ...asked.headers, host: new URL(target).host } }, async (got) => {
    const head = [got.statusCode, got.headers];
    // What the browser has already is not sent again.
    if (send && got.statusCode === 200) return send(answer, head, Buffer.concat(await got.toArray()));
    answer.writeHead(...head);
    got.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
}

/** What a network shows to those who have not signed in, in the place of everything. */
export function portal(_, answer) {
  answer.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'max-age=60' });
  answer.end('<!doctype html><title>Wi-Fi</title><h1>Sign in to the network</h1>');
}

const first = (body, share) => body.subarray(0, Math.floor(body.length * share));

/** The connection ends when a share of the answer is there. */
export const brokenOff = (share) => (answer, head, body) => {
  answer.writeHead(...head);
  answer.write(first(body, share), () => answer.destroy());
};

/** A share of the answer comes as if it were all. */
export const shortened = (share) => changed((body) => first(body, share));

/** One bit of the answer is another. */
export const flipped = (share) => changed((body) => {
  const copy = Buffer.from(body);
  copy[first(body, share).length] ^= 4;
  return copy;
});

/** Half of the answer comes, and nothing more until the promise is kept. */
export const stalled = (until) => async (answer, head, body) => {
  answer.writeHead(...head);
  answer.write(first(body, 0.5));
  await until;
  answer.end(body.subarray(Math.floor(body.length / 2)));
};

/** The answer comes in so many parts, each when `next` is kept. */
export const inParts = (count, next) => async (answer, head, body) => {
  answer.writeHead(...head);
  for (let part = 0; part < count; part += 1) {
    answer.write(body.subarray(Math.floor(body.length * part / count), Math.floor(body.length * (part + 1) / count)));
    await next(part);
  }
  answer.end();
};

/** The answer with another body. */
export function changed(change) {
  return (answer, [status, headers], body) => {
    const other = change(body);
    answer.writeHead(status, { ...headers, 'content-length': other.length });
    answer.end(other);
  };
}
