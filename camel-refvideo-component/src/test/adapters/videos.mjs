// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//     http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

// Runs OpenAI's client with the simulator's vLLM-Omni and SGLang servers. Starts the simulator from
// its jar, which `mvn package` builds. Each line must start with "ok"; otherwise it ends with status 1.

import {spawn} from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';
import {fileURLToPath} from 'node:url';
import OpenAI, {toFile} from 'openai';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const TARGET = `${REPOSITORY}camel-refvideo-simulator/target/`;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/eL9GtQAAAABJRU5ErkJggg==',
  'base64');

function expect(what, holds) {
  console.log(holds ? 'ok  ' : 'FAIL', what);
  if (!holds) process.exitCode = 1;
}

/** The URLs that the simulator prints, by the name of the service. */
async function urlsOf(simulator) {
  const urls = {};
  for await (const line of readline.createInterface({input: simulator.stdout})) {
    const found = /^(?:Simulated )?(.*) at (http\S+)/.exec(line);
    if (found) urls[found[1]] = found[2];
    if (urls.Ledger) return urls;
  }
  throw new Error('The simulator did not start.');
}

async function statusOf(call) {
  try {
    await call;
    return 200;
  } catch (e) {
    return e.status;
  }
}

async function check(name, baseURL, admin) {
  const client = new OpenAI({baseURL, apiKey: 'any'});
  const simulator = async (path, body) =>
    (await fetch(admin + path, body && {method: 'POST', body: JSON.stringify(body)})).json();
  const request = async () => ({
    prompt: 'Image 1 waves',
    seconds: '8',
    size: '1280x720',
    input_reference: await toFile(PNG, 'cat.png', {type: 'image/png'}),
  });

  const created = await client.videos.create(await request());
  expect(`${name}: created ${created.id}`, created.object === 'video');
  let video = created;
  for (let reads = 0; reads < 100 && video.status !== 'completed'; reads++) {
    video = await client.videos.retrieve(created.id);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  expect(`${name}: ${video.status}, ${video.seconds} s`, video.status === 'completed' && video.seconds === '8');
  const page = await client.videos.list({limit: 10, order: 'desc'});
  expect(`${name}: listed`, page.data.some(one => one.id === created.id));
  const content = new Uint8Array(await (await client.videos.downloadContent(created.id)).arrayBuffer());
  expect(`${name}: ${content.length} bytes`, new TextDecoder().decode(content.slice(4, 8)) === 'ftyp');
  const deleted = await client.videos.delete(created.id);
  expect(`${name}: deleted`, deleted.id === created.id);
  expect(`${name}: gone`, await statusOf(client.videos.retrieve(created.id)) === 404);

  // The client repeats every create call that was answered with 500.
  await simulator('faults', {step: 'openai-create', fault: 'status=500', afterProcessing: true});
  const before = (await simulator('ledger')).jobsCreated;
  expect(`${name}: 500`, await statusOf(client.videos.create(await request())) === 500);
  const jobs = (await simulator('ledger')).jobsCreated - before;
  expect(`${name}: one call made ${jobs} jobs`, jobs === 3);

  await simulator('faults', {clear: true, step: 'openai-create', fault: 'job-failure=400: no memory'});
  const failed = await client.videos.create(await request());
  await simulator('clock', {advance: '10s'});
  const status = await statusOf(client.videos.retrieve(failed.id));
  expect(`${name}: status ${status} for a failed job`, status === (name === 'SGLang' ? 200 : 400));
  await simulator('faults', {clear: true});
}

const jar = fs.existsSync(TARGET) && fs.readdirSync(TARGET).find(file => file.endsWith('-all.jar'));
if (!jar) throw new Error(`There is no simulator in ${TARGET}; run mvn package`);
const simulator = spawn(
  'java', ['-jar', TARGET + jar, '--port', '0', '--no-render', '--job-time', '200ms'],
  {stdio: ['ignore', 'pipe', 'inherit']});
try {
  const urls = await urlsOf(simulator);
  const admin = urls.Ledger.replace(/ledger$/, '');
  await check('vLLM-Omni', urls['vLLM-Omni'], admin);
  await check('SGLang', urls.SGLang, admin);
} finally {
  simulator.kill();
}
