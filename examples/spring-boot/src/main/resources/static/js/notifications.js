// Notifications of the browser, for a page that is not visible.
import { update } from './store.js';
import { t } from './texts.js';

export const canAskToNotify = () => 'Notification' in window && Notification.permission === 'default';

export async function askToNotify() {
  await Notification.requestPermission();
  update();
}

export function notify(job) {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) {
    return;
  }
  const { title, body } = t.notification(job.state === 'succeeded', job.prompt);
  try {
    new Notification(title, { body, tag: job.id });
  } catch (error) {
    // Some phones allow it only to service workers.
  }
}
