// The local page in a real browser: what a clerk does from the first dropped paper to the downloaded workbook, and what must never
// happen. In: the built program (HAZAMA, else target/release/hazama) and Chromium (CHROMIUM, else /usr/bin/chromium). `.ci/run` starts it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync, existsSync, unlinkSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = resolve(process.env.HAZAMA ?? join(root, "target/release/hazama"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

const RULE = "みほん病院 医療情報システム運用管理規程\n(バックアップ)\n第1条 システム管理者は、毎日バックアップを取得する。\n(保守)\n第2条 保守業者は、サーバにセキュリティパッチを適用しなければならない。\n";
const CONTRACT = "電子カルテ保守委託契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は、次のとおり契約を締結する。\n第1条 乙は、障害の原因を調べ、復旧する。\n第2条 ログの点検の方法は、甲乙協議のうえ定める。\n";

let browser;
const served = [];

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  for (const { child, dir } of served) {
    child.kill();
    rmSync(dir, { recursive: true, force: true });
  }
});

// Serves a case folder with these papers.
async function serve(papers, more = []) {
  const dir = mkdtempSync(join(tmpdir(), "hazama-browser-"));
  const folder = join(dir, "case");
  mkdirSync(folder);
  for (const [path, text] of Object.entries(papers)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const child = spawn(program, ["serve", "case", "--no-open", "--as-of", "2026-11-22", ...more], { cwd: dir, stdio: ["ignore", "pipe", "ignore"] });
  served.push({ child, dir });
  const address = await new Promise((done) => child.stdout.once("data", (bytes) => done(String(bytes).trim())));
  return { address, folder, child };
}

// A page on which nothing goes wrong unseen: errors, refused scripts and dialogs fail the test at its end.
async function open(address, options = {}) {
  const context = await browser.newContext({ locale: "ja-JP", acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("pageerror", (error) => page.wrong.push(error.message));
  page.on("dialog", (dialog) => {
    page.wrong.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("console", (message) => {
    const words = message.text();
    // a refusal that a test asks for (409, 422) is no fault
    if (message.type() === "error" && !/status of (409|404|422)/.test(words)) page.wrong.push(words);
  });
  await page.goto(address);
  return page;
}

async function close(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

const tab = (page, words) => page.locator("#tabs a", { hasText: words });

// Opens the duty of that name from the list of gaps.
async function openGap(page, words) {
  await tab(page, "要対応").click();
  await page.locator("tbody a", { hasText: words }).first().click();
  await page.waitForSelector(".sides");
}

// Drops files onto the page as a browser does.
async function drop(page, files) {
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) transfer.items.add(new File([text], name));
    return transfer;
  }, Object.entries(files));
  for (const event of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("body", event, { dataTransfer: transfer });
}

test("from the first dropped paper to the workbook, and all of it there after a reload", async () => {
  const { address, folder } = await serve({});
  const page = await open(address);
  // an empty folder asks for papers
  await page.locator("#alert", { hasText: "読み取る文書がありません" }).waitFor();
  await drop(page, { "規程.txt": RULE, "契約書.txt": CONTRACT });
  await page.waitForSelector(".tally");
  assert.equal(readFileSync(join(folder, "規程.txt"), "utf8"), RULE);

  // recognised, and corrected by a click
  await tab(page, "文書").click();
  const card = page.locator(".paper-card", { hasText: "契約書.txt" });
  await card.waitFor();
  assert.match(await card.textContent(), /契約書/);
  await card.locator("summary").click();
  await card.getByLabel("種類").selectOption("specification");
  await card.getByRole("button", { name: "保存する" }).click();
  await page.locator(".paper-card", { hasText: "契約書.txt" }).locator("dd", { hasText: "仕様書 (hazama.toml の指定)" }).waitFor();
  assert.match(readFileSync(join(folder, "hazama.toml"), "utf8"), /path = "契約書.txt"[^[]*kind = "specification"/);

  // the same name with other words is asked about
  await drop(page, { "規程.txt": `${RULE}第3条 システム管理者は、利用者のIDを登録する。\n` });
  await page.getByRole("button", { name: "別の名前で加える" }).click();
  await page.locator("#news", { hasText: "1 件を加えました" }).waitFor();
  assert.equal(readFileSync(join(folder, "規程.txt"), "utf8"), RULE);
  unlinkSync(join(folder, "規程 (2).txt"));
  await page.getByRole("button", { name: "読み直す" }).click();
  await page.locator("#tabs a", { hasText: "文書 2" }).waitFor();

  // the matrix, by keyboard alone
  await tab(page, "役割分担表").click();
  const first = page.locator('.matrix a[tabindex="0"]');
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest("tr").rowIndex), 3);
  const target = page.locator(".matrix tr", { hasText: "サーバへのパッチ適用" }).locator("a").first();
  assert.match(await target.textContent(), /受け手不在/);
  await target.focus();
  await page.keyboard.press("Enter");

  // a gap: both sides' words, the reason, the remedy
  await page.waitForSelector(".sides");
  assert.match(await page.locator(".sides > section").first().textContent(), /保守業者は、サーバに.*第2条/s);
  assert.match(await page.locator(".sides > section").last().textContent(), /記載なし/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: /^コピー/ }).first().click();
  await page.locator("#news", { hasText: "コピーしました" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /サーバ/);

  // a decision
  await page.getByLabel("担当", { exact: true }).fill("佐藤");
  await page.getByLabel("期限").fill("2027-01-31");
  await page.getByLabel("判断").fill("要対応");
  await page.locator("form.decision").getByRole("button", { name: "保存する" }).click();
  await page.locator("main", { hasText: "引継ぎ" }).waitFor();

  // a correction, with its reason, shown beside the state
  await page.locator(".corrector summary").first().click();
  await page.getByLabel("担い手が違う。正しくは").check();
  await page.getByLabel("担い手", { exact: true }).selectOption("hospital");
  await page.getByLabel("理由(必須)").fill("保守業者とは当院の保守係のこと");
  await page.getByRole("button", { name: "訂正を保存する" }).click();
  await page.locator(".banner", { hasText: "訂正がなければ「受け手不在」です。" }).waitFor();
  assert.match(await page.locator(".gap-title").textContent(), /分担確定/);

  // downloads
  for (const [name, begin] of [["ワークブック (Excel)", "PK"], ["報告ページ (HTML)", "<!DOCTYPE html>"], ["JSON", "{"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    const bytes = readFileSync(await download.path());
    assert.ok(bytes.length > 1000 && bytes.toString("latin1").startsWith(begin), name);
    if (begin === "{") assert.equal(JSON.parse(bytes).corrections[0].applied, true);
  }

  // all is there after a reload, in the other language too
  await page.reload();
  await page.locator(".banner", { hasText: "受け手不在" }).waitFor();
  assert.match(await page.locator(".claim.corrected").textContent(), /保守業者とは当院の保守係のこと/);
  assert.equal(await page.getByLabel("担当", { exact: true }).inputValue(), "佐藤");
  await page.getByRole("button", { name: "English" }).click();
  await page.locator(".banner", { hasText: "Rests on a person's correction" }).waitFor();
  await page.reload();
  await page.locator(".banner", { hasText: "Rests on a person's correction" }).waitFor();
  await page.locator("#tabs a", { hasText: "Corrections 1" }).click();
  await page.getByRole("button", { name: "Take the correction back" }).click();
  await page.locator("#tabs a", { hasText: "Corrections 0" }).waitFor();
  await close(page);
});

const CONTRACT_THEN = `${CONTRACT}第3条 乙は、サーバに<b>セキュリティパッチ</b>を毎月適用する。\n`;

test("last year: chosen on the page, a dropped duty first, words then and now, and gone again", async () => {
  const { address, folder } = await serve({ "規程.txt": RULE, "契約書.txt": CONTRACT });
  const page = await open(address);
  await page.waitForSelector(".tally");
  await tab(page, "昨年との比較").click();
  await page.locator("main", { hasText: "昨年の文書はまだありません" }).waitFor();

  // dropped on this view it is last year's, and none of this year's papers
  await drop(page, { "規程.txt": RULE, "契約書.txt": CONTRACT_THEN });
  await page.locator(".figures").waitFor();
  assert.equal(readFileSync(join(folder, "hazama-last/契約書.txt"), "utf8"), CONTRACT_THEN);
  assert.equal(readFileSync(join(folder, "契約書.txt"), "utf8"), CONTRACT);
  await page.locator("#tabs a", { hasText: "文書 2" }).waitFor();
  const first = page.locator("main > h2 + p");
  assert.match(await first.textContent(), /^契約から落ちた義務: サーバへのパッチ適用/);

  // words, struck out where they are gone; a reader that speaks says so; markup stays words
  const gone = page.locator(".change del", { hasText: "セキュリティパッチ" }).first();
  assert.match(await gone.textContent(), /\[削除: .*<b>セキュリティパッチ<\/b>/);
  assert.match(await gone.evaluate((node) => getComputedStyle(node).textDecorationLine), /line-through/);
  assert.equal(await page.locator("main .difference b b").count(), 0);

  // by keyboard: from the duty that moved to its words, and to the duty
  const see = page.getByRole("link", { name: /^変わった言葉を見る サーバへのパッチ適用/ }).first();
  await see.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id.startsWith("change-"));
  await first.getByRole("link", { name: /サーバへのパッチ適用/ }).click();
  await page.waitForSelector(".since");
  assert.match(await page.locator(".since").textContent(), /契約から脱落/);
  assert.ok(await page.locator(".since del").count());

  // it stays after a reload, in the other language, and in what is downloaded
  await page.goto(`${address}?lang=en#/changes`);
  await page.locator(".dropped", { hasText: "Duties dropped from contracts: " }).waitFor();
  const report = await page.evaluate(() => fetch("report.json").then((answer) => answer.json()));
  assert.equal(report.workflow, "annual-review");
  // what is decided on the page is compared too: a day that is over is overdue
  await page.locator(".dropped a").first().click();
  await page.getByLabel("Due", { exact: true }).fill("2026-10-01");
  await page.locator("form.decision").getByRole("button", { name: "Save" }).click();
  await page.locator("main", { hasText: "期限(2026-10-01)を過ぎています" }).waitFor();
  await page.goto(`${address}?lang=en#/changes`);
  await page.locator(".figures li", { hasText: "1 Overdue" }).waitFor();

  await page.getByRole("button", { name: "End the comparison" }).click();
  await page.locator("dialog").getByRole("button", { name: "End the comparison" }).click();
  await page.locator("main", { hasText: "There is no last year yet" }).waitFor();
  assert.ok(!existsSync(join(folder, "hazama-last")));
  await close(page);
});

test("last year named at the start is not changed on the page, and one that cannot be read stops nothing", async () => {
  const then = mkdtempSync(join(tmpdir(), "hazama-last-"));
  writeFileSync(join(then, "契約書.txt"), CONTRACT_THEN);
  writeFileSync(join(then, "規程.txt"), RULE);
  const { address } = await serve({ "規程.txt": RULE, "契約書.txt": CONTRACT }, ["--last", then]);
  const page = await open(address);
  await page.locator(".dropped", { hasText: "契約から落ちた義務" }).waitFor();
  await tab(page, "昨年との比較").click();
  await page.locator("main", { hasText: "起動したときの --last で指定されています" }).waitFor();
  assert.equal(await page.locator("#last-folder").count(), 0);
  rmSync(then, { recursive: true });
  await page.getByRole("button", { name: "読み直す" }).click();
  await page.locator("main", { hasText: "と比べられません" }).waitFor();
  await tab(page, "要対応").click();
  await page.locator("tbody a").first().waitFor();
  await close(page);
});

test("script and markup in papers are words and never run", async () => {
  const bad = '<script>document.title="ran"</script><img src=x onerror="window.ran=1"><svg onload="window.ran=1">{{7*7}}';
  const { address } = await serve({
    "規程.txt": RULE.replace("保守業者は、サーバに", `保守業者は、${bad}サーバに`),
    "<img src=x onerror=window.ran=1>.txt": CONTRACT,
    "hazama.toml": `[hospital]\nname = '${bad}'\n`,
  });
  const page = await open(address);
  await page.waitForSelector(".tally");
  for (const view of ["文書", "要対応", "役割分担表", "訂正"]) {
    await tab(page, view).click();
    await page.waitForTimeout(150);
  }
  await openGap(page, "サーバへのパッチ適用");
  assert.match(await page.locator("blockquote").first().textContent(), /<script>document.title="ran"<\/script>/);
  assert.match(await page.locator("#title").textContent(), /<img src=x/);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal(await page.locator("main img, main script, main svg, header img").count(), 0);
  // not even what gets into the page as markup would run
  const refused = page.evaluate(() => new Promise((done) => {
    addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.ran = 2";
    document.body.append(script);
  }));
  assert.match(await refused, /script-src/);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  page.wrong = page.wrong.filter((words) => !/Content Security Policy/.test(words));
  await close(page);
});

test("neither a wrong address nor a page of another site gets in", async () => {
  const { address, folder } = await serve({ "規程.txt": RULE, "契約書.txt": CONTRACT });
  const page = await open(address);
  await page.waitForSelector(".tally");
  const { origin } = new URL(address);
  const token = new URL(address).pathname.slice(1, -1);
  const wrong = await (await browser.newContext()).newPage();
  for (const path of ["/", `/${"0".repeat(32)}/`, `/${token.slice(1)}0/`, "/api/overview"]) {
    assert.equal((await wrong.goto(origin + path)).status(), 403, path);
  }
  // another site that even knows the token
  const site = createServer((_, answer) => answer.end("<!DOCTYPE html><title>site</title>"));
  await new Promise((done) => site.listen(0, "127.0.0.1", done));
  await wrong.goto(`http://127.0.0.1:${site.address().port}/`);
  const tried = await wrong.evaluate(async (address) => {
    const text = (send) => send().then((answer) => answer.text().then((words) => words || answer.type), (error) => String(error));
    return [
      await text(() => fetch(`${address}api/overview`)),
      await text(() => fetch(`${address}api/overview`, { mode: "no-cors" })),
      await text(() => fetch(`${address}api/upload?path=evil.txt`, { method: "POST", body: "x", mode: "no-cors" })),
    ];
  }, address);
  assert.deepEqual(tried, ["TypeError: Failed to fetch", tried[1], tried[2]]);
  assert.ok(!existsSync(join(folder, "evil.txt")));
  // it may not be framed either
  await wrong.setContent(`<iframe src="${address}"></iframe>`);
  await wrong.waitForTimeout(500);
  assert.equal(await wrong.frames()[1].locator("#tabs").count(), 0);
  site.close();
  await wrong.context().close();
  await close(page);
});

test("two tabs, and a paper that is deleted meanwhile", async () => {
  const { address, folder, child } = await serve({ "規程.txt": RULE, "契約書.txt": CONTRACT });
  const [one, other] = [await open(address), await open(address)];
  for (const page of [one, other]) {
    await page.waitForSelector(".tally");
    await openGap(page, "サーバへのパッチ適用");
  }
  // what somebody is writing stays while the other tab saves
  await other.getByLabel("担当", { exact: true }).fill("鈴木");
  await one.getByLabel("担当", { exact: true }).fill("佐藤");
  await one.locator("form.decision").getByRole("button", { name: "保存する" }).click();
  await one.locator("main", { hasText: "引継ぎ" }).waitFor();
  await other.locator(".newer").waitFor();
  assert.equal(await other.getByLabel("担当", { exact: true }).inputValue(), "鈴木");
  await other.locator("form.decision").getByRole("button", { name: "保存する" }).click();
  await other.locator("#refused", { hasText: "ほかの画面で先に変わっています" }).waitFor();
  await other.waitForFunction(() => document.querySelector('[name="担当"]')?.value === "佐藤");

  unlinkSync(join(folder, "契約書.txt"));
  await one.getByRole("button", { name: "読み直す" }).click();
  await one.locator("#tabs a", { hasText: "文書 1" }).waitFor();
  await other.locator("#tabs a", { hasText: "文書 1" }).waitFor();
  // the program ends: the page says so and keeps what it shows
  child.kill();
  await one.locator("#alert .lost").waitFor();
  assert.ok(await one.locator(".sides").count());
  for (const page of [one, other]) {
    page.wrong = page.wrong.filter((words) => !/ERR_|Failed to load/.test(words));
    await close(page);
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`readable for everybody, ${colorScheme}`, async () => {
    const { address } = await serve({ "規程.txt": RULE, "契約書.txt": CONTRACT, "謎.txt": "ただの文", "hazama-last/契約書.txt": CONTRACT_THEN, "hazama-last/規程.txt": RULE });
    const page = await open(address, { colorScheme });
    await page.waitForSelector(".tally");
    const look = async (where) => {
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
      const said = found.violations.map((one) => `${where}: ${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
      assert.deepEqual(said, []);
    };
    await look("overview");
    for (const view of ["文書", "要対応", "役割分担表", "昨年との比較", "訂正"]) {
      await tab(page, view).click();
      await page.waitForTimeout(200);
      await look(view);
    }
    await openGap(page, "サーバへのパッチ適用");
    await page.locator(".corrector summary").first().click();
    await look("gap");
    // 200 % of a small screen: nothing is cut off at the side
    await page.setViewportSize({ width: 512, height: 384 });
    for (const view of ["概要", "文書", "要対応", "役割分担表", "昨年との比較"]) {
      await tab(page, view).click();
      await page.waitForTimeout(150);
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= seen, `${view}: ${wide} > ${seen}`);
    }
    await close(page);
  });
}

test("by keyboard alone, from the first key to a saved decision", async () => {
  const { address, folder } = await serve({ "規程.txt": RULE, "契約書.txt": CONTRACT });
  const page = await open(address);
  await page.waitForSelector(".tally");
  const tabTo = async (words) => {
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const at = document.activeElement;
        return [at.textContent, at.labels?.[0]?.textContent, getComputedStyle(at).outlineStyle];
      });
      if (words.test(here[0].trim()) || words.test(here[1] ?? "")) {
        assert.notEqual(here[2], "none", `the focus on ${words} is seen`);
        return;
      }
    }
    assert.fail(`${words} cannot be reached`);
  };
  await tabTo(/^要対応/);
  await page.keyboard.press("Enter");
  await page.locator(".filter").waitFor();
  await tabTo(/^サーバへのパッチ適用$/);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".sides");
  await tabTo(/^担当$/);
  await page.keyboard.type("佐藤");
  await tabTo(/^保存する$/);
  await page.keyboard.press("Enter");
  await page.locator("main", { hasText: "引継ぎ" }).waitFor();
  assert.match(readFileSync(join(folder, "hazama.decisions.json"), "utf8"), /佐藤/);
  await close(page);
});

test("sixty systems and thousands of sentences stay fluid", async () => {
  const systems = Array.from({ length: 60 }, (_, at) => at + 1);
  const papers = { "規程.txt": RULE };
  let manifest = "[hospital]\nname = \"みほん病院\"\n";
  for (const at of systems) {
    manifest += `[[system]]\nid = "s${at}"\nname = "システム${at}"\n[[document]]\npath = "契約${at}.txt"\nsystem = "s${at}"\nkind = "contract"\n`;
    const lines = Array.from({ length: 84 }, (_, line) => `第${line + 3}条 乙は、第${line}号サーバのバックアップを毎日取得する。\n`);
    papers[`契約${at}.txt`] = CONTRACT + lines.join("");
  }
  papers["hazama.toml"] = manifest;
  const { address } = await serve(papers);
  const page = await open(address);
  await page.waitForSelector(".tally", { timeout: 300_000 });
  assert.ok((await page.evaluate(() => fetch("api/overview").then((answer) => answer.json()))).claims > 5000);
  const timed = async (act) => {
    const begun = Date.now();
    await act();
    return Date.now() - begun;
  };
  const times = {
    matrix: await timed(async () => {
      await tab(page, "役割分担表").click();
      await page.locator(".matrix tbody tr").nth(80).waitFor({ state: "attached" });
    }),
    again: await timed(async () => {
      await tab(page, "文書").click();
      await tab(page, "役割分担表").click();
      await page.locator(".matrix tbody tr").nth(80).waitFor({ state: "attached" });
    }),
    key: await timed(async () => {
      await page.locator('.matrix a[tabindex="0"]').focus();
      for (let step = 0; step < 10; step += 1) await page.keyboard.press("ArrowRight");
    }),
    list: await timed(async () => {
      await tab(page, "要対応").click();
      await page.locator("tbody a").first().waitFor();
    }),
    gap: await timed(async () => {
      await page.locator("tbody a").first().click();
      await page.waitForSelector(".sides");
    }),
  };
  console.log(times);
  for (const [what, time] of Object.entries(times)) assert.ok(time < 4000, `${what}: ${time} ms`);
  await close(page);
});
