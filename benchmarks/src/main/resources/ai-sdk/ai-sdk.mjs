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

// The AI SDK as a client of the benchmark: the arguments and the output of ClientProcess.java.
// generateVideo() returns the video in memory; it is written to a file here.

import {stat, unlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {experimental_generateVideo as generateVideo} from 'ai';
import {createAlibaba} from '@ai-sdk/alibaba';
import {createGateway} from '@ai-sdk/gateway';

const [, , , provider, baseUrl, jobs, submitsPerSecond, , pollMillis, length, directory] = process.argv;

const model = provider === 'gateway'
  ? createGateway({baseURL: baseUrl, apiKey: 'simulated'}).videoModel('alibaba/wan-v2.6-r2v')
  : createAlibaba({videoBaseURL: baseUrl.replace(/\/api\/v1$/, ''), apiKey: 'simulated'}).video('wan2.6-r2v');

/** The default refuses loopback addresses. */
async function download({url, abortSignal}) {
  const response = await fetch(url, {signal: abortSignal});
  if (!response.ok) {
    throw new Error(`HTTP status ${response.status}`);
  }
  return {data: new Uint8Array(await response.arrayBuffer()), mediaType: 'video/mp4'};
}

/** Without the process that measures it, this one has no purpose. */
process.stdin.on('end', () => process.exit(1));
const measured = new Promise(resolve => process.stdin.once('data', resolve));

const times = new Array(Number(jobs)).fill(0);

async function run(job) {
  try {
    const {video} = await generateVideo({
      model,
      prompt: `character1 waves ${job}`,
      duration: 2,
      providerOptions: {alibaba: {referenceUrls: ['http://127.0.0.1:9/cat.png']}},
      poll: {intervalMs: Number(pollMillis)},
      download,
    });
    if (length !== '0') {
      const file = join(directory, `video-${job}.mp4`);
      await writeFile(file, video.uint8Array);
      times[job] = Date.now();
      if ((await stat(file)).size !== Number(length)) {
        throw new Error('Incomplete');
      }
      await unlink(file);
    } else {
      times[job] = Date.now();
    }
  } catch (error) {
    times[job] = 0;
    console.error(`Job ${job} failed: ${error}`);
  }
}

const start = performance.now();
await Promise.all(times.map((_, job) => {
  const due = start + job * 1000 / Number(submitsPerSecond) - performance.now();
  return new Promise(resolve => setTimeout(resolve, due)).then(() => run(job));
}));
console.log('finished');
await measured;
console.log(times.map((time, job) => `${job} ${time}`).join('\n'));
process.stdin.removeAllListeners('end');
process.stdin.destroy();
