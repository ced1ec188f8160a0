// How the pages of the site and its service worker hear of each other. A browser without channels has at least the page
// itself: nothing may wait for a message that cannot come. Refuses to know what is said.

const { BroadcastChannel: Channel } = globalThis;

/** Tells everybody who listens to a name, in this page too. */
export function tell(name: string, message: string): void {
  if (!Channel) return void dispatchEvent(new MessageEvent(name, { data: message }));
  const channel = new Channel(name);
  channel.postMessage(message);
  channel.close();
}

export function hear(name: string, listener: (message: string) => void): void {
  const ears: EventTarget = Channel ? new Channel(name) : globalThis;
  ears.addEventListener(Channel ? 'message' : name, (event) => listener((event as MessageEvent<string>).data));
}
