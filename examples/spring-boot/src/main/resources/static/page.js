'use strict';

// Everything from the server is shown with textContent: none of it is read as HTML.
const form = document.getElementById('order');
const button = form.querySelector('button');
const fields = ['references', 'prompt', 'duration'];
let key;

const WORDS = {
  waiting: 'Waiting for its turn...',
  running: 'The service is working on it...',
  succeeded: 'Your video is ready.',
  failed: 'There is no video.',
};

// One key for one order: if sending fails and is tried again, it is the same order. Any change makes a new one.
form.addEventListener('input', () => { key = undefined; });

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  showProblems([]);
  button.disabled = true;
  key = key || newKey();
  try {
    const reply = await fetch('/videos', { method: 'POST', body: order(), headers: { 'Idempotency-Key': key } });
    const answer = await reply.json();
    if (reply.status === 202) {
      location.hash = answer.id;
    } else {
      showProblems(answer.errors || [{ field: 'prompt', message: answer.detail || answer.title }]);
    }
  } catch (error) {
    showProblems([{ field: 'prompt', message: 'The service cannot be reached; try again.' }]);
  } finally {
    button.disabled = false;
  }
});

function order() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value === '' || (value instanceof File && value.name === '')) {
      data.delete(name);
    }
  }
  return data;
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function showProblems(problems) {
  for (const name of fields) {
    const mine = problems.filter((problem) => (fields.includes(problem.field) ? problem.field : 'prompt') === name);
    const text = mine.map((problem) => (problem.field === name ? '' : problem.field + ' ') + problem.message).join('; ');
    document.getElementById(name + '-error').textContent = text;
    document.getElementById(name).setAttribute('aria-invalid', String(text !== ''));
  }
  const first = fields.find((name) => document.getElementById(name + '-error').textContent !== '');
  if (first) {
    document.getElementById(first).focus();
  }
}

// The URL contains the job id, so the job can be opened again later, also after a restart of the service.
window.addEventListener('hashchange', watch);
watch();

async function watch() {
  const id = location.hash.slice(1);
  if (!/^[0-9a-f]{32}$/.test(id)) {
    return;
  }
  document.getElementById('job').hidden = false;
  try {
    const reply = await fetch('/videos/' + id);
    const job = await reply.json();
    if (location.hash.slice(1) !== id) {
      return;
    }
    show(reply.ok ? job : { state: 'failed', error: { message: job.detail } });
    if (job.state !== 'waiting' && job.state !== 'running') {
      return;
    }
  } catch (error) {
    say('The service cannot be reached at the moment; asking again.');
  }
  setTimeout(watch, 1000);
}

function show(job) {
  say(WORDS[job.state] + (job.error ? ' ' + job.error.message : ''));
  const facts = {
    'Prompt': job.prompt,
    'Elapsed': job.elapsedSeconds === undefined ? undefined : job.elapsedSeconds.toFixed(0) + ' s',
    'Status': job.status,
    'Status reads': job.polls,
    'Model': job.model,
    'Cost': job.cost !== undefined ? job.cost + ' USD' : job.estimatedCost && 'at most ' + job.estimatedCost + ' USD',
    'Notes': job.warnings && job.warnings.join(' '),
    'Job of the service': job.jobId,
  };
  const list = document.getElementById('facts');
  list.replaceChildren();
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined && value !== null) {
      list.append(element('dt', name), element('dd', value));
    }
  }
  const video = document.getElementById('video');
  video.hidden = !job.video;
  document.getElementById('link').hidden = !job.video;
  if (job.video) {
    video.src = job.video;
    document.getElementById('download').href = job.video;
  } else {
    video.removeAttribute('src');
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = String(text);
  return made;
}

// Told to screen readers only when it changes.
function say(text) {
  const state = document.getElementById('state');
  if (state.textContent !== text) {
    state.textContent = text;
  }
}
