// `standpoint serve` on a site, the site's files as an editor saves them, and a tab that shows one of its pages.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Generous, since other tests share the machine. What is waited for comes long before.
const patience = 30000;

export class Preview {
  constructor(program, site) { Object.assign(this, { program, site, port: '0' }); }

  // Starts the program; a second time at the same port.
  async start() {
    this.child = spawn(this.program, ['serve', this.site, '--port', this.port], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, VISUAL: 'true' },
    });
    process.once('exit', () => this.child.kill());
    const [line] = await once(createInterface(this.child.stdout), 'line');
    this.address = line.match(/http:\S+(?=\/)/)[0];
    this.port = new URL(this.address).port;
  }

  async end() {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await ended;
  }

  path(file) { return join(this.site, file); }
  read(file) { return readFileSync(this.path(file), 'utf8'); }
  // As many editors do: beside it, and then in its place.
  write(file, text) {
    writeFileSync(this.path(file + '~'), text);
    renameSync(this.path(file + '~'), this.path(file));
  }
  edit(file, from, to) { this.write(file, this.read(file).replace(from, to)); }
  remove(file) { rmSync(this.path(file)); }
  rename(from, to) { renameSync(this.path(from), this.path(to)); }

  // The number of what is shown at the moment.
  number() {
    return new Promise((done, fail) => get(`${this.address}/_standpoint/events?page=/`, response => {
      let text = '';
      response.on('data', piece => {
        text += piece;
        const known = text.match(/"number":(\d+)/);
        if (!known) return;
        response.destroy();
        done(Number(known[1]));
      });
      response.on('error', () => {});
    }).on('error', fail));
  }
}

export class Tab {
  constructor(page, preview, findings) {
    Object.assign(this, { page, preview, findings, noise: [] });
    page.setDefaultTimeout(patience);
    page.on('console', message => ['error', 'warning'].includes(message.type()) && this.noise.push(message.text()));
    page.on('pageerror', error => this.noise.push(error.message));
    this.panel = page.locator('standpoint-live');
    this.drawer = this.panel.locator('.drawer');
    this.pill = this.panel.locator('button.pill');
  }

  async open(path) {
    await this.page.goto(this.preview.address + path);
    await this.until('the first state', () => 'standpointPainted' in document.documentElement.dataset);
  }

  expect(truth, what) { this.findings.expect(truth, 'live', what); }

  async until(what, test, ...rest) {
    try { await this.page.waitForFunction(test, ...rest); } catch { this.findings.add('live', `never: ${what}`); }
  }

  // Waits until the page says something, and for all that the server knows by then. A number alone would not do: what
  // was found in an earlier state may come late.
  async says(words) {
    await this.until(words, words => document.body.innerText.includes(words), words);
    await this.caughtUp();
  }

  async caughtUp() {
    const number = await this.preview.number();
    await this.until('caught up', number => Number(document.documentElement.dataset.standpointPainted) >= number, number);
  }

  text() { return this.page.locator('main').innerText(); }

  // As if the window were covered or brought back.
  show(visible) {
    return this.page.evaluate(visible => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: visible ? 'visible' : 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    }, visible);
  }
}
