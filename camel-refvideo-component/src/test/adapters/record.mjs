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

// Gives every request of intents.jsonl to the AI SDK's adapter of its vendor, with a fetch that
// sends nothing, and writes what would arrive at the vendor into the field "arrival" of its line.
// With --check nothing is written; differences are printed and end with status 1.

import fs from 'node:fs';
import {createAlibaba} from '@ai-sdk/alibaba';
import {createByteDance} from '@ai-sdk/bytedance';
import {createMiniMax} from '@ai-sdk/minimax';
import {createXai} from '@ai-sdk/xai';
import * as google from '@ai-sdk/google-vertex';

const TABLE = new URL('../resources/adapters/intents.jsonl', import.meta.url);
const MINIMAX = {'minimax-h3': 'MiniMax-H3', 'minimax-h3-max': 'MiniMax-H3-Max'};

/** The video model of the adapter; null where no adapter is published. */
function modelOf(id, fetch) {
  const [creator, name] = id.split('/');
  const settings = {apiKey: 'test', fetch};
  switch (creator) {
    case 'alibaba':
      return createAlibaba(settings).video(name.replace('wan-v', 'wan'));
    case 'bytedance':
      return createByteDance(settings).video(name);
    case 'minimax':
      return createMiniMax(settings).video(MINIMAX[name]);
    case 'spacexai':
    case 'xai':
      return createXai(settings).video(name);
    case 'google':
      return (google.createVertex ?? google.createGoogleVertex)(settings).video(name);
    default:
      return null;
  }
}

/** What each vendor answers first; the adapters of some vendors ask for the state at once. */
const STARTED = {
  id: '1', request_id: '1', task_id: '1', name: '1',
  output: {task_id: '1', task_status: 'PENDING'}, base_resp: {status_code: 0, status_msg: ''},
};
const DONE = {status: 'succeeded', content: {video_url: 'https://video.invalid/1.mp4'}};

async function arrivalOf(id, request) {
  let sent = null;
  const fetch = async (url, init) => {
    const first = sent === null;
    if (first) {
      const {model, ...body} = JSON.parse(init.body);
      sent = {path: new URL(url).pathname, body};
    }
    return new Response(JSON.stringify(first ? STARTED : DONE), {
      status: 200,
      headers: {'content-type': 'application/json'},
    });
  };
  const model = modelOf(id, fetch);
  if (model === null) {
    return null;
  }
  const options = {...structuredClone(request), headers: {}};
  options.providerOptions ??= {};
  try {
    const result = await (model.doStart ?? model.doGenerate).call(model, options);
    sent.warnings = result.warnings.map(warning => warning.feature ?? warning.setting ?? warning.type);
    return sent;
  } catch (error) {
    if (sent !== null) {
      throw error;
    }
    return {error: error.name};
  }
}

const check = process.argv.includes('--check');
const lines = fs.readFileSync(TABLE, 'utf8').trim().split('\n').map(line => JSON.parse(line));
let differences = 0;
for (const line of lines) {
  if (line.request === undefined) {
    continue;
  }
  const arrival = await arrivalOf(line.model ?? line.intent.model, line.request);
  if (check && JSON.stringify(arrival) !== JSON.stringify(line.arrival)) {
    differences++;
    console.log(`${line.name}\n  recorded ${JSON.stringify(line.arrival)}\n  now      ${JSON.stringify(arrival)}`);
  }
  line.arrival = arrival;
}
if (check) {
  console.log(`${lines.length} lines, ${differences} differences`);
  process.exitCode = differences === 0 ? 0 : 1;
} else {
  fs.writeFileSync(TABLE, lines.map(line => JSON.stringify(line) + '\n').join(''));
}
