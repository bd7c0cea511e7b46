// What all sessions share: where the exchange is, and one line of JSON per step for the test that started them.
const given = (name: string) => process.env[name] ?? '';

export const rest = given('PHOENIX_REST');
export const streams = given('PHOENIX_STREAMS');
export const apiKey = given('PHOENIX_API_KEY');
export const apiSecret = given('PHOENIX_API_SECRET');

const patienceMs = 5_000;

type Line = { step: string; ok: true; result: unknown } | { step: string; ok: false; error: string };

function say(line: Line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

/** Runs one step; what it returns goes to the test. A step that fails is told, and the session goes on. */
export async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  try {
    const result = await within(Promise.resolve(work()), name);
    say({ step: name, ok: true, result: result ?? null });
    return result;
  } catch (failure) {
    say({ step: name, ok: false, error: told(failure) });
    return undefined as T; // what builds on it fails in its own step
  }
}

/** The refusal of a call that must be refused. */
export async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (failure) {
    return told(failure);
  }
  throw new Error('it was accepted');
}

export function check(condition: boolean, otherwise: string) {
  if (!condition) throw new Error(otherwise);
}

/** Waits for an event that another part of the session announces. */
export function mailbox<Message>() {
  const kept: Message[] = [];
  let waiting: { wanted: (message: Message) => boolean; found: (message: Message) => void }[] = [];
  return {
    kept,
    put(message: Message) {
      kept.push(message);
      waiting = waiting.filter(({ wanted, found }) => !wanted(message) || (found(message), false));
    },
    first(wanted: (message: Message) => boolean): Promise<Message> {
      const known = kept.find(wanted);
      if (known) return Promise.resolve(known);
      return new Promise((found) => waiting.push({ wanted, found }));
    },
  };
}

export async function control(method: string, path: string, body?: object) {
  const answer = await fetch(rest + path, { method, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Waits until the exchange has a stream of user events open. */
export async function listener() {
  const isPrivate = (socket: { class: string }) => socket.class === 'private';
  while (!(await control('GET', '/venue/state')).sockets.some(isPrivate)) {
    await new Promise((again) => setTimeout(again, 20));
  }
}

export function end(): never {
  say({ step: 'end', ok: true, result: null });
  process.exit(0);
}

function told(failure: unknown): string {
  if (failure instanceof Error) return `${failure.constructor.name}: ${failure.message}`;
  return typeof failure === 'string' ? failure : JSON.stringify(failure);
}

function within<T>(promise: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer to '${name}' within ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
