// What a browser sends by FormData, by forms and by streams: `browser.mjs PLAYWRIGHT CHROMIUM SERVER`, with the folder of
// playwright-core, the program, and the address of `serve`. The handler tells in its answer what it was given.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [playwright, chromiumPath, server] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(playwright);
const shop = `${server}/kitchen-sink`;
const MILLISECONDS = 30_000;

// Nothing but this machine can be reached.
const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

const tests = {
  async 'FormData with files, of nothing but script'(page) {
    const seen = await page.evaluate(async (shop) => {
      const form = new FormData();
      form.append('number', '7');
      form.append('labels', 'a');
      form.append('labels', 'ü\r\n"');
      form.append('address', new Blob(['{"city": "Ulm"}'], { type: 'application/json' }));
      form.append('cover', new File([new Uint8Array([137, 80, 78, 71, 0, 13, 10])], 'Grüße "1"\r\n\u0001\\字.png', { type: 'image/png' }));
      form.append('pages', new Blob(['one']));
      form.append('pages', new File([], ''));
      const answer = await fetch(`${shop}/orders/forms`, { method: 'PUT', body: form });
      // The parser of the browser reads the answer, which is multipart, too.
      const parts = await answer.formData();
      return { status: answer.status, count: parts.get('count'), proof: await parts.get('proof').text() };
    }, shop).catch((error) => ({ error: String(error) }));
    assert.equal(seen.status, 200, JSON.stringify(seen));
    assert.equal(seen.count, '3');
    assert.deepEqual(JSON.parse(seen.proof), {
      number: 7,
      labels: ['a', 'ü\r\n"'],
      city: 'Ulm',
      files: [
        { name: 'Grüße "1"\r\n\u0001\\字.png', type: 'image/png', content: [137, 80, 78, 71, 0, 13, 10] },
        { name: 'blob', type: 'application/octet-stream', content: [...Buffer.from('one')] },
        { name: '', type: 'application/octet-stream', content: [] },
      ],
    });
  },

  async 'a form with a file that a person chose'(page, folder) {
    const path = join(folder, 'naïve; filename=x.jpg');
    writeFileSync(path, 'JPEG');
    await page.setContent(`<form id=f><input name=number value=3><input name=cover type=file></form>`);
    await page.setInputFiles('input[type=file]', path);
    const proof = await page.evaluate(async (shop) => {
      const body = new FormData(document.getElementById('f'));
      return (await (await fetch(`${shop}/orders/forms`, { method: 'PUT', body })).formData()).get('proof').text();
    }, shop);
    const [cover] = JSON.parse(proof).files;
    assert.deepEqual(cover, { name: 'naïve; filename=x.jpg', type: 'image/jpeg', content: [...Buffer.from('JPEG')] });
  },

  async 'URLSearchParams'(page) {
    const note = await page.evaluate(async (shop) => {
      const body = new URLSearchParams([['name', 'Ada & Söhne+ \n'], ['inks', 'red'], ['inks', 'a,b'], ['lines[0][sku]', '=%']]);
      const answer = await fetch(`${shop}/orders/forms`, { method: 'POST', body });
      return (await answer.formData()).get('note');
    }, shop);
    assert.deepEqual(JSON.parse(note), { name: 'Ada & Söhne+ \n', inks: ['red', 'a,b'], lines: [{ sku: '=%' }] });
  },

  async 'a form that is submitted, with its own encoding'(page) {
    await page.setContent(`<form method=post action="${shop}/orders/forms"><input name=name value="Ü 1"><input name=copies value=2></form>`);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/orders/forms')),
      page.evaluate(() => document.forms[0].submit()),
    ]);
    assert.equal(answer.status(), 200);
    await page.goto(`${shop}/presses`);
  },

  async 'what is refused is told as problem details'(page) {
    const problem = await page.evaluate(async (shop) => {
      const form = new FormData();
      form.append('number', '0');
      const answer = await fetch(`${shop}/orders/forms`, { method: 'PUT', body: form });
      return { type: answer.headers.get('content-type'), ...(await answer.json()) };
    }, shop);
    assert.deepEqual([problem.status, problem.type], [422, 'about:blank']);
    assert.deepEqual(problem.errors.map((error) => error.pointer).sort(), ['', '/number']);
  },

  async 'JSON'(page) {
    const order = { number: 2, note: 'ü\u2028', items: [{ sku: 'b' }] };
    const answer = await page.evaluate(async ([shop, order]) => {
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch(`${shop}/orders`, { method: 'POST', headers, body: JSON.stringify(order) })).json();
    }, [shop, order]);
    assert.deepEqual(answer, order);
  },

  async 'a stream of events'(page) {
    const seen = await page.evaluate(async (shop) => {
      const answer = await fetch(`${shop}/presses/3/events`, { headers: { Authorization: 'Bearer person' } });
      return answer.text();
    }, shop);
    assert.equal(seen, 'event: reading\ndata: 3\n\nevent: reading\ndata: "end"\n\n');
  },
};

const folder = mkdtempSync(join(tmpdir(), 'browser-'));
let failed = 0;
try {
  const browser = await chromium.launchPersistentContext(join(folder, 'profile'), { executablePath: chromiumPath, args: flags, timeout: MILLISECONDS });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(MILLISECONDS);
    // A page of the same origin, so that scripts may read answers.
    for (const [name, test] of Object.entries(tests)) {
      await page.goto(`${shop}/presses`);
      try {
        await test(page, folder);
      } catch (error) {
        failed += 1;
        console.log(`browser: FAILED: ${name}\n${error.stack}`);
      }
    }
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`browser: ${Object.keys(tests).length - failed} of ${Object.keys(tests).length} passed`);
process.exit(failed ? 1 : 0);
