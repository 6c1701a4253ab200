// Makes the pictures of docs/images anew: every sheet of the workbook as LibreOffice prints it, the report page (light, dark, on paper) and
// the local page. In: the built program (HAZAMA, else target/release/hazama), Chromium (CHROMIUM, else /usr/bin/chromium), soffice and
// poppler's pdftoppm, pdftotext. `npm run pictures`; what it writes is looked at before it is committed.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const images = join(root, "docs/images");
const program = resolve(process.env.HAZAMA ?? join(root, "target/release/hazama"));
const work = mkdtempSync(join(tmpdir(), "hazama-pictures-"));
// Bytes of a picture: a page with several of them has to open fast.
const MOST = 250_000;

const run = (command, ...words) => execFileSync(command, words, { cwd: work, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
const office = (kind, file, out) =>
  run("soffice", `-env:UserInstallation=file://${join(work, "profile")}`, "--headless", "--convert-to", kind, "--outdir", out, file);

// The pixels of a PPM of pdftoppm.
function ofPpm(ppm) {
  const [, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString("latin1", 0, 40)).map(Number);
  return { width, height, pixels: ppm.subarray(ppm.length - width * height * 3) };
}

// The pixels of a PNG of Chromium: eight bits, without interlace.
function ofPng(png) {
  const [width, height, samples] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3];
  const parts = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [raw, line] = [inflateSync(Buffer.concat(parts)), width * samples];
  const [lines, pixels] = [Buffer.alloc(line * height), Buffer.alloc(width * height * 3)];
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const left = x < samples ? 0 : lines[y * line + x - samples];
      const up = y === 0 ? 0 : lines[(y - 1) * line + x];
      const corner = x < samples || y === 0 ? 0 : lines[(y - 1) * line + x - samples];
      const nearest = [left, up, corner].sort((one, other) => Math.abs(left + up - corner - one) - Math.abs(left + up - corner - other))[0];
      lines[y * line + x] = raw[y * (line + 1) + 1 + x] + [0, left, up, (left + up) >> 1, nearest][filter];
    }
  }
  for (let at = 0; at < width * height; at += 1) lines.copy(pixels, at * 3, at * samples, at * samples + 3);
  return { width, height, pixels };
}

// Empty pixels behind which nothing of a page follows but its number.
const GAP = 60;

// The part of a picture without its white margins, at most `high` pixels high: left, top, width, height.
function inked({ width, height, pixels }, high) {
  const isInk = (x, y) => pixels[(y * width + x) * 3] + pixels[(y * width + x) * 3 + 1] + pixels[(y * width + x) * 3 + 2] < 720;
  const columns = [...Array(width).keys()].filter((x) => [...Array(height).keys()].some((y) => isInk(x, y)));
  const rows = [...Array(height).keys()].filter((y) => columns.some((x) => isInk(x, y)));
  const [left, top] = [Math.max(columns[0] - 12, 0), Math.max(rows[0] - 12, 0)];
  const right = Math.min(columns.at(-1) + 12, width - 1);
  // the number of the page stands far below what is on it
  const end = rows.findIndex((row, at) => (rows[at + 1] ?? height) - row > GAP && row > height * 0.05);
  const bottom = Math.min(rows.at(end) + 12, height - 1, top + high);
  return [left, top, right - left + 1, bottom - top + 1];
}

// An indexed PNG of a part of a picture: its most frequent 256 colours, and for each other one the nearest of them.
function indexed({ width, height, pixels }, [left, top, wide, tall] = [0, 0, width, height]) {
  const colour = (x, y) => pixels.readUIntBE(((y + top) * width + x + left) * 3, 3);
  const counts = new Map();
  for (let y = 0; y < tall; y += 1) for (let x = 0; x < wide; x += 1) counts.set(colour(x, y), (counts.get(colour(x, y)) ?? 0) + 1);
  const palette = [...counts].sort(([one, many], [other, more]) => more - many || one - other).slice(0, 256).map(([known]) => known);
  const parts = (known) => [known >> 16, (known >> 8) & 255, known & 255];
  const apart = (one, other) => parts(one).reduce((sum, part, at) => sum + (part - parts(other)[at]) ** 2, 0);
  const places = new Map(palette.map((known, at) => [known, at]));
  for (const known of counts.keys()) {
    if (places.has(known)) continue;
    const nearest = palette.reduce((best, other) => (apart(other, known) < apart(best, known) ? other : best));
    places.set(known, places.get(nearest));
  }
  const lines = Buffer.alloc(tall * (wide + 1));
  for (let y = 0; y < tall; y += 1) for (let x = 0; x < wide; x += 1) lines[y * (wide + 1) + 1 + x] = places.get(colour(x, y));
  const part = (name, bytes) => {
    const body = Buffer.concat([Buffer.from(name), bytes]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(bytes.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(wide, 0);
  head.writeUInt32BE(tall, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), part("IHDR", head), part("PLTE", Buffer.from(palette.flatMap(parts))),
    part("IDAT", deflateSync(lines, { level: 9 })), part("IEND", Buffer.alloc(0))]);
}

function keep(name, bytes) {
  assert.ok(bytes.length < MOST, `${name}: ${bytes.length} bytes`);
  writeFileSync(join(images, `${name}.png`), bytes);
  console.log(name, bytes.length);
}

// A page of a PDF, as wide as it may be without becoming too large.
function page(pdf, number, name, wide, high) {
  for (let width = wide; ; width -= 200) {
    const out = join(work, "page");
    run("pdftoppm", "-f", String(number), "-l", String(number), "-singlefile", "-scale-to-x", String(width), "-scale-to-y", "-1", pdf, out);
    const drawn = ofPpm(readFileSync(`${out}.ppm`));
    const bytes = indexed(drawn, inked(drawn, Math.round((high * width) / wide)));
    if (bytes.length < MOST) return keep(name, bytes);
  }
}

// Sheets by the name that each printed page bears at its top: picture, pixels from side to side, from top to bottom.
const SHEETS = {
  "はじめに": ["sheet-intro", 1300, 1300],
  "要対応一覧": ["sheet-gaps", 1800, 620],
  "文案": ["sheet-remedies", 1800, 620],
  "集計": ["sheet-tally", 1500, 900],
  "役割分担表": ["sheet-matrix", 1400, 1000],
  "確認表の突合": ["sheet-role-rows", 1800, 620],
  "開示書の確認": ["sheet-disclosures", 1800, 620],
  "ガイドラインの確認": ["sheet-assessments", 1600, 620],
  "リスク評価": ["sheet-risks", 1800, 620],
  "根拠一覧": ["sheet-evidence", 1800, 620],
  "指摘一覧": ["sheet-findings", 1800, 620],
  "読み取り記録": ["sheet-readings", 1800, 620],
  "来歴": ["sheet-provenance", 1600, 620],
};
const OF_LAST = {
  "状態の変化": ["sheet-shifts", 1800, 620],
  "昨年からの変更": ["sheet-changes", 1800, 700],
  "残っている課題": ["sheet-open", 1800, 620],
};
const OF_PEOPLE = {
  "引き継がなかった記入": ["sheet-left", 1800, 400],
  "人の訂正": ["sheet-corrections", 1800, 500],
};
const OF_VENDOR = { "利用者に求める事項": ["sheet-customers", 1800, 620] };

// The first printed page of each of these sheets of a workbook.
function sheets(book, wanted) {
  office("pdf", book, work);
  const pdf = join(work, "gaps.pdf");
  // the sheet's name is the last word at the top right of its pages
  const heads = run("pdftotext", "-layout", pdf, "-").toString().split("\f").map((text) => text.trim().split("\n")[0].trim().split(/\s{2,}/).at(-1));
  for (const [sheet, [name, wide, high]] of Object.entries(wanted)) {
    const at = heads.indexOf(sheet);
    assert.ok(at >= 0, `${sheet} is not among ${heads}`);
    page(pdf, at + 1, name, wide, high);
  }
}

const sample = (name) => {
  cpSync(join(root, "samples", name), join(work, name), { recursive: true });
  return name;
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const served = [];

async function look(address, options = {}) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 }, ...options });
  const shown = await context.newPage();
  await shown.goto(address);
  return shown;
}

// What a window shows; `high` pixels from the top of the page, where they are named.
async function screen(shown, high) {
  const part = high ? { clip: { x: 0, y: 0, width: 1280, height: high }, fullPage: true } : {};
  return indexed(ofPng(await shown.screenshot(part)));
}

async function serve(...words) {
  const child = spawn(program, ["serve", ...words, "--no-open"], { cwd: work, stdio: ["ignore", "pipe", "ignore"] });
  served.push(child);
  return new Promise((done) => child.stdout.once("data", (bytes) => done(String(bytes).trim())));
}

try {
  mkdirSync(images, { recursive: true });
  const hospital = sample("city-hospital");
  run(program, "check", hospital, "--quiet", "--progress", "none");
  sheets("hazama-report/gaps.xlsx", SHEETS);

  // the report page: on a screen in the light and in the dark, and on paper
  const report = `file://${join(work, "hazama-report/report.html")}`;
  for (const colorScheme of ["light", "dark"]) {
    const shown = await look(report, { colorScheme });
    keep(`report-${colorScheme}`, await screen(shown));
    await shown.goto(`${report}#gaps`);
    if (colorScheme === "light") keep("report-gaps", await screen(shown));
  }
  const printed = await look(report);
  writeFileSync(join(work, "print.pdf"), await printed.pdf({ preferCSSPageSize: true }));
  const pages = run("pdftotext", "-layout", "print.pdf", "-").toString().split("\f");
  page("print.pdf", pages.findIndex((text) => text.includes("病院側文書の記載")) + 1, "report-print", 1200, 900);

  // the local page: what people correct and decide is on the sheets of their own too
  const address = await serve(hospital, "--as-of", "2026-11-22");
  const shown = await look(address);
  await shown.waitForSelector(".tally", { timeout: 60_000 });
  const view = async (hash, ready) => {
    await shown.goto(`${address}#/${hash}`);
    await shown.waitForSelector(ready);
    await shown.waitForTimeout(300);
  };
  keep("serve-overview", await screen(shown));
  for (const [hash, ready] of [["papers", ".paper-card"], ["gaps", "tbody a"], ["matrix", ".matrix tbody a"]]) {
    await view(hash, ready);
    keep(`serve-${hash}`, await screen(shown));
  }
  const decide = async (duty, entries) => {
    await view(`gap/${duty}`, "form.decision");
    for (const [label, words] of Object.entries(entries)) await shown.getByLabel(label, { exact: true }).fill(words);
    await shown.locator("form.decision").getByRole("button", { name: "保存する" }).click();
    await shown.locator("main", { hasText: "画面での記入" }).waitFor();
  };
  const correct = async (side, choose, reason) => {
    const card = shown.locator(".sides > section").nth(side);
    await card.locator(".corrector summary").first().click();
    await choose(card);
    await card.getByLabel("理由(必須)").fill(reason);
    await card.getByLabel("記入した人").fill("医療情報課 佐藤");
    await card.getByRole("button", { name: "訂正を保存する" }).click();
    await shown.locator(".banner").waitFor();
  };
  await decide("vul.server@ehr", { "対応方針": "契約・覚書で定める", "担当": "医療情報課 佐藤", "期限": "2027-01-31", "判断": "要対応" });
  await decide("vul.server@lab", { "対応方針": "院内規程で定める", "担当": "検査科", "メモ": "次の改定で定める", "判断": "要対応" });
  await correct(0, async (card) => {
    await card.getByLabel("担い手が違う。正しくは").check();
    await card.getByLabel("担い手", { exact: true }).selectOption("hospital");
  }, "第22条の保守業者は、検査科では院内の保守係を指す(同条の定義)");
  await shown.locator(".sides").scrollIntoViewIfNeeded();
  keep("serve-gap", await screen(shown, 1100));
  await view("corrections", ".paper-card");
  keep("serve-corrections", await screen(shown));
  run(program, "check", hospital, "--as-of", "2026-11-22", "--out", "people", "--quiet", "--progress", "none");
  sheets("people/gaps.xlsx", OF_PEOPLE);

  // this year and last year
  const year = sample("annual-review");
  run(program, "check", `${year}/今年`, "--last", `${year}/昨年`, "--out", "year", "--quiet", "--progress", "none");
  sheets("year/gaps.xlsx", OF_LAST);
  const since = await look(`${await serve(`${year}/今年`, "--last", `${year}/昨年`)}#/changes`);
  await since.waitForSelector(".figures", { timeout: 60_000 });
  keep("serve-changes", await screen(since, 1300));

  run(program, "check", sample("vendor-self-check"), "--out", "self", "--quiet", "--progress", "none");
  sheets("self/gaps.xlsx", OF_VENDOR);
} finally {
  await browser.close();
  served.forEach((child) => child.kill());
  rmSync(work, { recursive: true, force: true });
}
