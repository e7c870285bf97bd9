// The HTTP API of this application.

/** An answer that is not a success. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.fields = problem.errors || [];
  }
}

async function call(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) {
    throw new ApiError(answer.status, await answer.json().catch(() => ({})));
  }
  return answer;
}

const json = async (path, options) => (await call(path, options)).json();

export const settings = () => json('/studio');
export const cost = (query) => json('/studio/cost?' + query);
export const jobs = () => json('/videos');
export const job = (id) => json('/videos/' + id);
export const order = (form, key) => json('/videos', { method: 'POST', body: form, headers: { 'Idempotency-Key': key } });
export const cancel = (id) => json(`/videos/${id}/cancel`, { method: 'POST' });
export const remove = (id) => call('/videos/' + id, { method: 'DELETE' });
export const file = async (path) => (await call(path)).blob();

/**
 * Reports the states of jobs: by server-sent events, and by polling while there is no connection.
 *
 * @param listener has the functions jobs(list, when it was asked for), job(state), deleted(id) and connected(boolean)
 */
export function follow(listener) {
  let events;
  let open = false;

  const read = async () => {
    try {
      const asked = Date.now();
      listener.jobs(await jobs(), asked);
      listener.connected(true);
    } catch (error) {
      listener.connected(false);
    }
  };
  const connect = () => {
    events = new EventSource('/studio/events');
    // The server also sends an event with this name when no job changes.
    events.onopen = () => {
      open = true;
      read();
    };
    events.onerror = () => { open = false; };
    events.addEventListener('job', (event) => listener.job(JSON.parse(event.data)));
    events.addEventListener('deleted', (event) => listener.deleted(event.data));
  };
  connect();
  setInterval(() => {
    if (!open) {
      read();
      // After some errors the browser does not connect again by itself.
      if (events.readyState === EventSource.CLOSED) {
        connect();
      }
    }
  }, 2000);
}
