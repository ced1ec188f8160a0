// Something that stands between a browser and the server, as portals, caches and bad connections do.
import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** `meddle(request, response, pass)` answers itself, or passes on, or does neither. Nothing is changed without it. */
export class Front {
  meddle;
  #server = createServer((asked, answer) => {
    const pass = (path = asked.url) => forward(this.target, path, asked, answer);
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

function forward(target, path, asked, answer) {
  const onward = request(new URL(path, target), { method: asked.method, headers: { ...asked.headers, host: new URL(target).host } }, (got) => {
    answer.writeHead(got.statusCode, got.headers);
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
