//! The local page behind its address: who is let in, what is taken, what is kept and what becomes of it on the command line too.

mod common;

#[path = "common/page.rs"]
mod page;

use std::fs;
use std::path::Path;

use common::{folder, hazama};
use page::serve;
use serde_json::{Value, json};
use tempfile::TempDir;

const RULE: &str = "みほん病院 医療情報システム運用管理規程\n(バックアップ)\n第1条 システム管理者は、毎日バックアップを取得する。\n(保守)\n第2条 保守業者は、サーバにセキュリティパッチを適用しなければならない。\n";
const CONTRACT: &str = "電子カルテ保守委託契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は、次のとおり契約を締結する。\n第1条 乙は、障害の原因を調べ、復旧する。\n第2条 ログの点検の方法は、甲乙協議のうえ定める。\n";

fn case() -> TempDir {
    folder(&[("case/規程.txt", RULE.as_bytes()), ("case/契約書.txt", CONTRACT.as_bytes())])
}

/// The report of `hazama check` on the same folder, with what it says on the terminal.
fn checked(dir: &Path) -> (Value, String) {
    let said = hazama(dir, &["check", "case", "--as-of", "2026-11-22", "--out", "out"]);
    let words = [said.stdout, said.stderr].map(|bytes| String::from_utf8(bytes).expect("words")).join("\n");
    assert!(said.status.success(), "{words}");
    let text = fs::read_to_string(dir.join("out/report.json")).expect("a report");
    (serde_json::from_str(&text).expect("JSON"), words)
}

fn verdict<'a>(report: &'a Value, duty: &str) -> &'a Value {
    let all = report["verdicts"].as_array().expect("verdicts");
    all.iter().find(|verdict| verdict["duty"] == duty).expect(duty)
}

/// The first sentence of a side (0: the hospital's) on a duty, with the number of the run.
fn sentence(page: &page::Served, duty: &str, side: usize) -> (Value, Value) {
    let overview = page.overview_after(0);
    let system = overview["systems"][0]["id"].as_str().expect("a system").to_owned();
    let gap = page.get(&format!("api/gap?duty={duty}&system={system}")).json();
    (gap["sides"][side]["claims"][0].clone(), gap)
}

#[test]
fn nobody_without_the_address_is_let_in() {
    let dir = case();
    let page = serve(dir.path());
    let (host, token, port) = (page.host(), &page.token, page.port);
    let other = format!("{}{}", &token[..31], if token.ends_with('0') { '1' } else { '0' });
    let post = "Content-Length: 2\r\n\r\n{}";
    for (request, wanted) in [
        (format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\n\r\n"), 200),
        (format!("GET /{token}/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"), 200),
        (format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: none\r\n\r\n"), 200),
        (format!("POST /{token}/api/run HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{post}"), 200),
        // no token, another, part of one, the right one in another place
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), 403),
        (format!("GET /{other}/ HTTP/1.1\r\nHost: {host}\r\n\r\n"), 403),
        (format!("GET /{}/ HTTP/1.1\r\nHost: {host}\r\n\r\n", &token[..16]), 403),
        (format!("GET //{token}/ HTTP/1.1\r\nHost: {host}\r\n\r\n"), 403),
        (format!("GET /api/overview?t={token} HTTP/1.1\r\nHost: {host}\r\n\r\n"), 403),
        (format!("GET http://{host}/{token}/ HTTP/1.1\r\nHost: {host}\r\n\r\n"), 403),
        // a name that an attacker has led to this machine
        (format!("GET /{token}/ HTTP/1.1\r\nHost: attacker.example:{port}\r\n\r\n"), 403),
        (format!("GET /{token}/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), 403),
        (format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\nHost: attacker.example\r\n\r\n"), 403),
        (format!("GET /{token}/ HTTP/1.1\r\n\r\n"), 403),
        // a page of another site in the same browser
        (format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\nOrigin: https://attacker.example\r\n\r\n"), 403),
        (format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\n\r\n"), 403),
        (format!("POST /{token}/api/run HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\n{post}"), 403),
        (format!("POST /{token}/api/run HTTP/1.1\r\nHost: {host}\r\nOrigin: http://localhost:{port}\r\n{post}"), 403),
        (format!("POST /{token}/api/run HTTP/1.1\r\nHost: {host}\r\n{post}"), 403),
        // paths that lead nowhere
        (format!("GET /{token}/../規程.txt HTTP/1.1\r\nHost: {host}\r\n\r\n"), 404),
        (format!("GET /{token}/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"), 404),
        (format!("GET /{token}/hazama.toml HTTP/1.1\r\nHost: {host}\r\n\r\n"), 404),
        (format!("GET /{token}/api/run HTTP/1.1\r\nHost: {host}\r\n\r\n"), 404),
        (format!("DELETE /{token}/api/run HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n"), 405),
        // heads that are no heads
        ("nonsense\r\n\r\n".to_owned(), 400),
        (format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "x".repeat(40_000)), 431),
        (format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "X: y\r\n".repeat(100)), 431),
        (
            format!(
                "POST /{token}/api/run HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            411,
        ),
    ] {
        assert_eq!(page.raw(request.as_bytes()).status, wanted, "{}", &request[..request.len().min(300)]);
    }
}

#[test]
fn nothing_but_the_pages_own_files_may_run() {
    let dir = case();
    let page = serve(dir.path());
    let shown = page.get("");
    let policy = shown.head.lines().find_map(|line| line.strip_prefix("Content-Security-Policy: ")).expect("a policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
    for loose in ["unsafe-inline", "unsafe-eval", "data:", "*", "http"] {
        assert!(!policy.contains(loose), "{policy}");
    }
    assert!(
        shown.head.contains("X-Content-Type-Options: nosniff") && shown.head.contains("Referrer-Policy: no-referrer")
    );
    for (at, _) in shown.text().match_indices("<script") {
        assert!(shown.text()[at..].starts_with("<script type=\"module\" src=\"app.js\"></script>"));
    }
    assert!(!shown.text().contains("<style") && !shown.text().contains(" style="));
    let mut modules = vec!["app.js".to_owned()];
    let mut at = 0;
    while at < modules.len() {
        let file = page.get(&modules[at]);
        assert_eq!(file.status, 200, "{}", modules[at]);
        // markup could come from a paper
        for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "DOMParser"]
        {
            assert!(!file.text().contains(way), "{}: {way}", modules[at]);
        }
        for found in file.text().split(" from \"./").skip(1).filter_map(|rest| rest.split('"').next()) {
            if !modules.iter().any(|known| known == found) {
                modules.push(found.to_owned());
            }
        }
        at += 1;
    }
    assert!(modules.len() > 5, "{modules:?}");
    assert!(page.get("page.css").text().contains("--hangs") && !page.get("page.css").text().contains("url("));
}

#[test]
fn files_are_taken_whole_under_safe_names_and_never_over_others() {
    let dir = case();
    fs::write(dir.path().join("outside.txt"), "外").expect("a file");
    let page = serve(dir.path());
    page.overview_after(0);
    let read = |path: &str| fs::read_to_string(dir.path().join("case").join(path)).unwrap_or_default();
    for (path, wanted) in [
        ("../outside.txt", 422),
        ("..\\outside.txt", 422),
        ("/etc/outside.txt", 422),
        ("a/../../outside.txt", 422),
        (".ssh/authorized_keys", 422),
        ("hazama.toml", 422),
        ("hazama.decisions.json", 422),
        ("", 422),
        ("追加/覚書.txt", 200),
        ("変な<名前>.txt", 200),
    ] {
        assert_eq!(page.upload(path, "覚書".as_bytes()).status, wanted, "{path}");
    }
    assert_eq!(fs::read_to_string(dir.path().join("outside.txt")).expect("a file"), "外");
    assert_eq!((read("追加/覚書.txt").as_str(), read("変な_名前_.txt").as_str()), ("覚書", "覚書"));

    let same = page.upload("追加/覚書.txt", "覚書".as_bytes());
    assert_eq!((same.status, same.json()["done"].as_str()), (200, Some("same")));
    assert_eq!(page.upload("追加/覚書.txt", "別の覚書".as_bytes()).status, 409);
    assert_eq!(read("追加/覚書.txt"), "覚書");
    let path = "%E8%BF%BD%E5%8A%A0/%E8%A6%9A%E6%9B%B8.txt";
    let beside = page.post(&format!("api/upload?path={path}&clash=beside"), "別の覚書".as_bytes());
    assert_eq!(beside.json()["path"], "追加/覚書 (2).txt");
    assert_eq!((read("追加/覚書.txt").as_str(), read("追加/覚書 (2).txt").as_str()), ("覚書", "別の覚書"));
    assert_eq!(page.post(&format!("api/upload?path={path}&clash=replace"), "新しい覚書".as_bytes()).status, 200);
    assert_eq!(read("追加/覚書.txt"), "新しい覚書");

    // too much is refused before it is sent
    let (host, token) = (page.host(), &page.token);
    for (to, length) in [("api/upload?path=big.pdf", 200 * 1024 * 1024 + 1), ("api/decision", 256 * 1024 + 1)] {
        let head = format!(
            "POST /{token}/{to} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: {length}\r\n\r\n"
        );
        assert_eq!(page.raw(head.as_bytes()).status, 413, "{to}");
    }
    // what breaks off leaves nothing
    let head = format!(
        "POST /{token}/api/upload?path=half.txt HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: 9\r\n\r\nhalf"
    );
    {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", page.port)).expect("a connection");
        stream.write_all(head.as_bytes()).expect("is sent");
        stream.shutdown(std::net::Shutdown::Write).expect("a socket");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    let names: Vec<String> = fs::read_dir(dir.path().join("case"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(!names.iter().any(|name| name.starts_with("half") || name.starts_with(".hazama-")), "{names:?}");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_case() {
    let dir = case();
    fs::create_dir(dir.path().join("elsewhere")).expect("a folder");
    std::os::unix::fs::symlink(dir.path().join("elsewhere"), dir.path().join("case/link")).expect("a link");
    let page = serve(dir.path());
    assert_eq!(page.upload("link/契約.txt", b"x").status, 422);
    assert_eq!(fs::read_dir(dir.path().join("elsewhere")).expect("a folder").count(), 0);
}

#[test]
fn a_correction_counts_everywhere_shows_everywhere_and_lapses_with_its_sentence() {
    let dir = case();
    let (before, _) = checked(dir.path());
    assert_eq!(verdict(&before, "vul.server")["state"], "unaccepted");
    let page = serve(dir.path());
    let (claim, gap) = sentence(&page, "vul.server", 0);
    assert_eq!(claim["holder"], "vendor");
    let said = |claim: &Value, number: &Value, reason: &str, seen: &str| {
        page.say(
            "api/correction",
            &json!({ "number": number, "claim": claim["id"], "change": "holder", "holder": "hospital", "reason": reason, "by": "山田", "seen": seen }),
        )
    };
    assert_eq!(said(&claim, &gap["number"], "  ", "").status, 422);
    assert_eq!(said(&claim, &json!(99), "本文を確認", "").status, 409);
    let answer = said(&claim, &gap["number"], "規程の保守業者は当院の保守係のこと", "");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let number = gap["number"].as_u64().expect("a number");
    let overview = page.overview_after(number);
    assert_eq!(overview["corrections"][0]["lapsed"], Value::Null);
    let (claim, gap) = sentence(&page, "vul.server", 0);
    assert_eq!((&gap["state"]["id"], &gap["by_hand"]["ja"]), (&json!("agreed"), &json!("受け手不在")));
    assert!(gap["why"].as_str().expect("words").contains("人の訂正による"), "{gap}");
    assert_eq!(
        (&claim["holder"], &claim["correction"]["reason"]),
        (&json!("hospital"), &json!("規程の保守業者は当院の保守係のこと"))
    );
    // a second page that has not seen it
    assert_eq!(said(&claim, &gap["number"], "別の理由", "").status, 409);

    // the command line, and every output
    let (report, words) = checked(dir.path());
    let now = verdict(&report, "vul.server");
    assert_eq!((&now["state"], &now["uncorrected"]), (&json!("agreed"), &json!("unaccepted")));
    let correction = &report["corrections"][0];
    assert_eq!((&correction["applied"], &correction["by"]), (&json!(true), &json!("山田")));
    assert_eq!(correction["touched"][0], json!({ "system": now["system"], "before": "unaccepted", "after": "agreed" }));
    assert!(words.contains("人の訂正 (1)") && words.contains("受け手不在 → 分担確定"), "{words}");
    let html = fs::read_to_string(dir.path().join("out/report.html")).expect("a page");
    assert!(html.contains("人の訂正による") && html.contains("規程の保守業者は当院の保守係のこと"));
    let shared = workbook(&dir.path().join("out/gaps.xlsx"));
    assert!(
        shared.contains("人の訂正による(訂正がなければ") || shared.contains("人の訂正による"),
        "the matrix says so"
    );
    assert!(shared.contains("規程の保守業者は当院の保守係のこと") && shared.contains("受け手不在 → 分担確定"));

    let said = hazama(dir.path(), &["check", "case", "--out", "out2", "--oscal", "oscal", "--progress", "none"]);
    assert!(said.status.success());
    let results = fs::read_to_string(dir.path().join("oscal/assessment-results.json")).expect("the results");
    assert!(results.contains("人が読み取りを訂正した結果です。訂正がなければ「受け手不在」です。"));

    // the sentence changes: the papers alone count again, and the report says why
    let rule = dir.path().join("case/規程.txt");
    fs::write(&rule, RULE.replace("適用しなければ", "毎月適用しなければ")).expect("a file");
    let (report, words) = checked(dir.path());
    assert_eq!(verdict(&report, "vul.server")["state"], "unaccepted");
    assert_eq!(verdict(&report, "vul.server").get("uncorrected"), None);
    assert_eq!(report["corrections"][0]["applied"], false);
    let notices = report["notices"].to_string();
    assert!(notices.contains("文の記載が変わったか、なくなりました") && words.contains("失効"), "{notices}");
    // the paper is gone
    fs::rename(&rule, dir.path().join("case/規程_改.txt")).expect("a file");
    assert!(checked(dir.path()).0["notices"].to_string().contains("文書が案件フォルダにありません"));

    // taken back
    fs::rename(dir.path().join("case/規程_改.txt"), &rule).expect("a file");
    fs::write(&rule, RULE).expect("a file");
    let stamp = overview["corrections"][0]["stamp"].clone();
    assert_eq!(page.say("api/correction/undo", &json!({ "stamp": stamp })).status, 200);
    assert_eq!(page.say("api/correction/undo", &json!({ "stamp": stamp })).status, 409);
    assert_eq!(checked(dir.path()).0.get("corrections"), None);
}

/// All words of a workbook.
fn workbook(path: &Path) -> String {
    let mut book = zip::ZipArchive::new(fs::File::open(path).expect("a workbook")).expect("a container");
    let mut words = String::new();
    std::io::Read::read_to_string(&mut book.by_name("xl/sharedStrings.xml").expect("its words"), &mut words)
        .expect("text");
    words
}

#[test]
fn a_sentence_about_something_else_leaves_its_duty_and_stays_in_view() {
    let dir = case();
    let page = serve(dir.path());
    let (claim, gap) = sentence(&page, "bck.take", 0);
    assert_eq!(gap["state"]["id"], "agreed");
    let fields =
        json!({ "number": gap["number"], "claim": claim["id"], "change": "drop", "reason": "紙の台帳の控えのこと" });
    assert_eq!(page.say("api/correction", &fields).status, 200);
    page.overview_after(gap["number"].as_u64().expect("a number"));
    let (_, gap) = sentence(&page, "bck.take", 0);
    assert_eq!(gap["state"]["id"], "unassigned");
    assert_eq!(gap["dropped"][0]["quote"], claim["quote"]);
    assert_eq!(gap["by_hand"], json!({ "ja": "分担確定", "en": "agreed", "changed": true }));
    // a change of mind keeps one correction
    let stamp = gap["dropped"][0]["stamp"].clone();
    assert_eq!(page.say("api/correction/undo", &json!({ "stamp": stamp })).status, 200);
    let (claim, gap) = {
        page.overview_after(gap["number"].as_u64().expect("a number"));
        sentence(&page, "bck.take", 0)
    };
    let confirm = json!({ "number": gap["number"], "claim": claim["id"], "change": "confirm", "reason": "読んで確認" });
    assert_eq!(page.say("api/correction", &confirm).status, 200);
    page.overview_after(gap["number"].as_u64().expect("a number"));
    let (claim, gap) = sentence(&page, "bck.take", 0);
    assert_eq!((&gap["state"]["id"], &claim["correction"]["change"]), (&json!("agreed"), &json!("confirm")));
    let fields = json!({ "number": gap["number"], "claim": claim["id"], "change": "drop", "reason": "やはり違う", "seen": claim["correction"]["stamp"] });
    assert_eq!(page.say("api/correction", &fields).status, 200);
    let overview = page.overview_after(gap["number"].as_u64().expect("a number"));
    assert_eq!(overview["corrections"].as_array().map(Vec::len), Some(1));
    assert_eq!(overview["corrections"][0]["change"], "drop");
}

#[test]
fn decisions_stand_in_the_workbook_and_two_pages_do_not_write_over_each_other() {
    let dir = case();
    let (one, other) = (serve(dir.path()), serve(dir.path()));
    let (_, gap) = sentence(&one, "vul.server", 0);
    let system = gap["system"].clone();
    let say = |page: &page::Served, owner: &str, seen: &Value, confirmed: bool| {
        page.say(
            "api/decision",
            &json!({ "duty": "vul.server", "system": system, "seen": seen, "by": "山田", "confirmed": confirmed,
                "entries": { "対応方針": "事業者に確認する", "担当": owner, "期限": "2027-01-31", "完了日": "", "メモ": "", "判断": "要対応" } }),
        )
    };
    assert_eq!(say(&one, "佐藤", &json!(""), false).status, 200);
    let (_, gap) = sentence(&one, "vul.server", 0);
    let entry = |gap: &Value, heading: &str| {
        let all = gap["decision"]["entries"].as_array().expect("entries").clone();
        all.into_iter().find(|pair| pair[0] == heading).map(|pair| pair[1].clone())
    };
    assert_eq!(entry(&gap, "担当"), Some(json!("佐藤")));
    assert_eq!(gap["decision"]["standing"]["id"], "stands");
    // the other page has not seen it: its entry is refused, nothing is lost, and it looks again
    let number = other.overview_after(0)["number"].as_u64().expect("a number");
    assert_eq!(say(&other, "鈴木", &json!(""), false).status, 409);
    other.overview_after(number);
    assert_eq!(entry(&sentence(&other, "vul.server", 0).1, "担当"), Some(json!("佐藤")));
    let text = fs::read_to_string(dir.path().join("case/hazama.decisions.json")).expect("is kept");
    assert!(text.contains("佐藤") && !text.contains("鈴木"), "{text}");
    assert_eq!(say(&other, "鈴木", &gap["decision"]["stamp"], false).status, 200);
    assert_eq!(
        one.say("api/decision", &json!({ "duty": "vul.server", "system": system, "entries": { "勝手": "x" } })).status,
        422
    );
    assert_eq!(one.say("api/decision", &json!({ "duty": "no.duty", "system": system, "entries": {} })).status, 409);

    // the command line carries it into the workbook; a workbook written from it adds nothing of its own
    for _ in 0..2 {
        let (report, _) = checked(dir.path());
        let all = report["decisions"].as_array().expect("decisions");
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((&all[0]["standing"], &all[0]["entries"]["担当"]), (&json!("stands"), &json!("鈴木")));
        assert_eq!((&all[0]["entries"]["判断"], &all[0]["entries"]["期限"]), (&json!("要対応"), &json!("2027-01-31")));
    }
    let words = workbook(&dir.path().join("out/gaps.xlsx"));
    assert!(words.contains("鈴木") && words.contains("判断"));

    // when the papers change it asks to be looked at again, and a person confirms it
    fs::write(dir.path().join("case/規程.txt"), RULE.replace("適用しなければ", "毎月適用しなければ")).expect("a file");
    one.say("api/run", &json!({}));
    let number = gap["number"].as_u64().expect("a number");
    one.overview_after(number);
    let (_, gap) = sentence(&one, "vul.server", 0);
    assert_eq!(gap["decision"]["standing"]["id"], "moved");
    assert_eq!(say(&one, "鈴木", &gap["decision"]["stamp"], false).status, 200);
    let (_, gap) = sentence(&one, "vul.server", 0);
    assert_eq!(gap["decision"]["standing"]["id"], "moved", "to write is not to look");
    assert_eq!(say(&one, "鈴木", &gap["decision"]["stamp"], true).status, 200);
    assert_eq!(sentence(&one, "vul.server", 0).1["decision"]["standing"]["id"], "stands");
}

#[test]
fn a_click_writes_the_manifest_and_nothing_else_in_it() {
    let dir = case();
    let manifest = "# 当院の設定\n[hospital]\nname = \"みほん病院\" # 正式\n\n[[vendor]]\nid = \"m\"\nname = \"株式会社みほん\"\n\n[[document]]\npath = \"契約書.txt\" # 原本は総務課\n";
    let file = dir.path().join("case/hazama.toml");
    fs::write(&file, manifest).expect("a file");
    let page = serve(dir.path());
    let overview = page.overview_after(0);
    let kind = |overview: &Value| overview["papers"].as_array().expect("papers")[1]["kind"].clone();
    assert_eq!((kind(&overview), overview["papers"][1]["path"].as_str()), (json!("rule"), Some("規程.txt")));
    assert_eq!(page.say("api/paper", &json!({ "path": "規程.txt", "kind": "no-such-kind" })).status, 422);
    assert_eq!(page.say("api/paper", &json!({ "path": "ない.txt", "kind": "rule" })).status, 422);
    assert_eq!(page.say("api/paper", &json!({ "path": "規程.txt", "kind": "rule", "vendor": "nobody" })).status, 422);
    assert_eq!(fs::read_to_string(&file).expect("a file"), manifest);
    assert_eq!(
        page.say("api/paper", &json!({ "path": "規程.txt", "kind": "specification", "vendor": "m" })).status,
        200
    );
    let wanted = format!("{manifest}\n[[document]]\npath = \"規程.txt\"\nkind = \"specification\"\nvendor = \"m\"\n");
    assert_eq!(fs::read_to_string(&file).expect("a file"), wanted);
    assert_eq!(kind(&page.overview_after(overview["number"].as_u64().expect("a number"))), "specification");
    assert_eq!(page.say("api/system", &json!({ "name": "検査\u{7}" })).status, 422);
    assert_eq!(page.say("api/system", &json!({ "name": "電子カルテ", "vendor": "m" })).status, 200);
    assert!(
        fs::read_to_string(&file)
            .expect("a file")
            .contains("id = \"system-1\"\nname = \"電子カルテ\"\nvendor = \"m\"\n")
    );
}

#[test]
fn without_a_manifest_one_is_made_from_what_was_recognised() {
    let dir = case();
    let page = serve(dir.path());
    assert_eq!(page.overview_after(0)["has_manifest"], false);
    assert_eq!(page.say("api/paper", &json!({ "path": "規程.txt", "kind": "rule", "side": "hospital" })).status, 200);
    let text = fs::read_to_string(dir.path().join("case/hazama.toml")).expect("is made");
    assert!(
        text.contains("kind = \"rule\"\nside = \"hospital\"\n") && text.contains("path = \"契約書.txt\""),
        "{text}"
    );
    checked(dir.path());
}

#[test]
fn what_is_deleted_or_spoilt_meanwhile_is_said_and_the_page_lives_on() {
    let dir = case();
    let page = serve(dir.path());
    let overview = page.overview_after(0);
    fs::remove_file(dir.path().join("case/契約書.txt")).expect("a file");
    fs::remove_file(dir.path().join("case/規程.txt")).expect("a file");
    page.say("api/run", &json!({}));
    let news = page.heard("stopped");
    assert!(news["now"]["faults"][0]["ja"].as_str().expect("words").contains("読み取る文書がありません"), "{news}");
    // the last result stays in view, and what it says can be downloaded
    assert_eq!(page.get("api/overview").json()["number"], overview["number"]);
    assert_eq!(page.get("gaps.xlsx").status, 200);
    // papers come back
    assert_eq!(page.upload("規程.txt", RULE.as_bytes()).status, 200);
    page.say("api/run", &json!({}));
    let again = page.overview_after(overview["number"].as_u64().expect("a number"));
    assert_eq!(again["papers"].as_array().map(Vec::len), Some(1));

    fs::write(dir.path().join("case/hazama.decisions.json"), "{ \"schema\": ").expect("a file");
    page.say("api/run", &json!({}));
    let news = page.heard("stopped");
    assert!(news["now"]["faults"][0]["ja"].as_str().expect("words").contains("hazama.decisions.json"), "{news}");
    let said = page.say("api/correction/undo", &json!({ "stamp": "x" }));
    assert_eq!(said.status, 422, "what cannot be read is not written over: {}", said.text());
    let check = hazama(dir.path(), &["check", "case"]);
    let words = String::from_utf8_lossy(&check.stderr).into_owned();
    assert_eq!(check.status.code(), Some(2));
    assert!(words.contains("hazama.decisions.json:1: JSONの書き方"), "{words}");
}

#[test]
fn downloads_are_what_check_writes() {
    let dir = case();
    let page = serve(dir.path());
    page.overview_after(0);
    checked(dir.path());
    for (path, kind) in
        [("gaps.xlsx", "spreadsheetml"), ("report.html", "text/html"), ("report.json", "application/json")]
    {
        let answer = page.get(path);
        assert!(answer.status == 200 && answer.head.contains(kind), "{path}: {}", answer.head);
        assert!(answer.head.contains(&format!("Content-Disposition: attachment; filename=\"{path}\"")), "{path}");
        assert!(answer.body == fs::read(dir.path().join("out").join(path)).expect("an output"), "{path}");
    }
}

#[test]
fn last_year_put_on_the_page_is_compared_as_check_does_and_taken_out_again() {
    let dir = case();
    let page = serve(dir.path());
    let before = page.overview_after(0);
    assert!(before["last"].is_null() && page.get("api/changes").json()["last"] == json!({}));
    let then = format!("{CONTRACT}第3条 乙は、サーバにセキュリティパッチを毎月適用する。\n");
    for (path, text) in [("規程.txt", RULE), ("契約書.txt", then.as_str())] {
        assert_eq!(page.upload_last(path, text.as_bytes()).status, 200);
    }
    assert_eq!(page.upload_last("../外.txt", b"x").status, 422);
    page.say("api/run", &json!({}));
    let number = |overview: &Value| overview["number"].as_u64().expect("a number");
    let compared = page.overview_after(number(&before));
    assert_eq!(compared["papers"].as_array().map(Vec::len), Some(2), "none of it is this year's");
    assert_eq!(compared["last"]["dropped"][0][0], "vul.server");
    let last = page.get("api/changes").json()["last"].clone();
    assert_eq!(last["dropped"][0]["badge"]["en"], "dropped from contracts");
    let words = &last["changes"][last["dropped"][0]["changes"][0].as_u64().expect("a place") as usize]["pieces"];
    assert_eq!(words[0], json!(["old", "乙は、サーバにセキュリティパッチを毎月適用する。"]));
    let (report, said) = checked(dir.path());
    assert!(said.contains("昨年として case/hazama-last と比べます"), "{said}");
    assert_eq!(report, page.get("report.json").json());

    // a last year that is none stops nothing
    assert_eq!(page.say("api/last/forget", &json!({ "quiet": true })).status, 200);
    assert_eq!(page.upload_last("report.json", b"{}").status, 200);
    page.say("api/run", &json!({}));
    let refused = page.overview_after(number(&compared));
    assert_eq!(refused["last"], json!({ "refused": true }));
    let told = page.get("api/changes").json()["last"]["faults"][0]["ja"].to_string();
    assert!(told.contains("report.json"), "{told}");

    assert_eq!(page.say("api/last/forget", &json!({})).status, 200);
    assert!(page.overview_after(number(&refused))["last"].is_null());
    assert!(!dir.path().join("case/hazama-last").exists());
}

#[test]
fn a_port_that_is_taken_and_a_folder_that_is_none_are_said() {
    let dir = case();
    let page = serve(dir.path());
    let port = page.port.to_string();
    for (arguments, says) in [
        (vec!["serve", "case", "--no-open", "--port", port.as_str()], "使えません"),
        (vec!["serve", "case", "--no-open", "--port", "65536"], "--port に「65536」は使えません"),
        (vec!["serve", "case/規程.txt", "--no-open"], "このフォルダはありません"),
        (vec!["serve", "nowhere", "--no-open", "--lang", "en"], "there is no such folder"),
    ] {
        let said = hazama(dir.path(), &arguments);
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{arguments:?}: {words}");
        assert!(words.contains(says), "{arguments:?}: {words}");
    }
}
