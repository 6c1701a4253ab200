//! `hazama verify`: a result held against the papers from which it was made, as `report.json` and as workbook.

mod common;

use std::fs;

use common::{folder, hazama};

const RULES: &str = "情報システム運用管理規程\n\n第1条 (バックアップ)\n  システム管理者は、診療データの複製を毎日取得しなければならない。\n";
const MANIFEST: &str = "[hospital]\nname = \"みほん病院\"\n\n[review]\nas_of = \"2026-11-22\"\n";

#[test]
fn a_result_tells_what_changed_since_it_was_made() {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/pack-group");
    let dir = folder(&[
        ("case/規程.txt", RULES.as_bytes()),
        ("case/細則.txt", RULES.as_bytes()),
        ("case/hazama.toml", MANIFEST.as_bytes()),
    ]);
    let path = |name: &str| dir.path().join("case").join(name);
    let checked = hazama(dir.path(), &["check", "case", "--quiet", "--pack", pack]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stderr));
    let verify = |more: &[&str], status: i32, said: &[&str]| {
        for file in ["hazama-report/report.json", "hazama-report/gaps.xlsx"] {
            let output = hazama(dir.path(), &[&["verify", file, "case"], more].concat());
            let words = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(status), "{file} {more:?}: {words}");
            assert!(said.iter().all(|part| words.contains(part)), "{file} {more:?} {said:?}: {words}");
            assert_eq!(words.lines().count(), said.len().max(1), "{file}: {words}");
        }
    };
    let same = ["--pack", pack];
    verify(&same, 0, &["文書 2 件、設定、訂正と記入、パック、プログラムとも"]);
    verify(&[], 1, &["2 か所", "パック ", "状態 group.briefing@system: 結果では「宙に浮いた責任」、いまはなし"]);
    verify(&["--pack", pack, "--as-of", "2026-11-23"], 1, &["1 か所", "判定日: 2026-11-22 → いまは 2026-11-23"]);
    verify(&["--pack", pack, "--guideline", "6.0"], 1, &["1 か所", "ガイドラインの版: 7.0 → いまは 6.0"]);
    fs::write(path("規程.txt"), format!("{RULES}\n")).expect("writes");
    verify(&same, 1, &["1 か所あります(同じ文書 1 件)", "規程.txt: 内容が違います"]);
    fs::rename(path("細則.txt"), path("要領.txt")).expect("renames");
    verify(
        &same,
        1,
        &["3 か所", "規程.txt: 内容", "細則.txt: いまはありません", "要領.txt: 結果を作ったときにはありません"],
    );
    fs::write(path("hazama.toml"), MANIFEST.replace("みほん", "べつの")).expect("writes");
    fs::write(path("規程.txt"), RULES).expect("writes");
    fs::rename(path("要領.txt"), path("細則.txt")).expect("renames");
    verify(&same, 1, &["1 か所", "hazama.toml: 内容が違います"]);
    fs::remove_file(path("hazama.toml")).expect("removes");
    verify(&same, 1, &["1 か所", "hazama.toml: いまはありません"]);
    // what another version made, or an old one that kept no hash of the manifest
    let report = dir.path().join("hazama-report/report.json");
    let text = fs::read_to_string(&report).expect("reads");
    let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    json["version"] = "0.0.9".into();
    json.as_object_mut().expect("an object").remove("manifest");
    fs::write(&report, json.to_string()).expect("writes");
    let output = hazama(dir.path(), &["verify", "hazama-report/report.json", "case", "--pack", pack, "--lang", "en"]);
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(words.contains("program: 0.0.9, now ") && words.contains("keeps no hash of it"), "{words}");
}

/// What people corrected and entered on the local page is part of what a result was made from.
#[test]
fn corrections_and_entries_are_held_against_the_result() {
    let quote = "システム管理者は、診療データの複製を毎日取得しなければならない。";
    let kept = |holder: &str, person: &str| {
        let correction = serde_json::json!({
            "paper": "規程.txt", "duty": "bck.take", "sentence": hazama::review::sentence(quote), "quote": quote,
            "place": { "unit": "第1条" }, "read_as": "hospital: duty", "change": "holder", "holder": holder,
            "reason": "委託している", "by": "佐藤", "day": "2026-11-20",
        });
        let decision = serde_json::json!({ "duty": "mnt.report", "system": "system", "entries": { "担当": person }, "prints": ["a", "b"] });
        serde_json::json!({ "schema": "hazama/decisions/v1", "corrections": [correction], "decisions": [decision] })
            .to_string()
    };
    let dir = folder(&[
        ("case/規程.txt", RULES.as_bytes()),
        ("case/hazama.toml", MANIFEST.as_bytes()),
        ("case/hazama.decisions.json", kept("vendor", "山田").as_bytes()),
    ]);
    let file = dir.path().join("case/hazama.decisions.json");
    let checked = hazama(dir.path(), &["check", "case", "--quiet"]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stderr));
    let verify = |status: i32, said: &[&str]| {
        for result in ["hazama-report/report.json", "hazama-report/gaps.xlsx"] {
            let output = hazama(dir.path(), &["verify", result, "case"]);
            let words = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(status), "{result}: {words}");
            assert!(said.iter().all(|part| words.contains(part)), "{result} {said:?}: {words}");
            assert_eq!(words.lines().count(), said.len().max(1), "{result}: {words}");
        }
    };
    verify(0, &["訂正と記入、パック、プログラムとも、結果を作ったときと同じです"]);
    let changed = "hazama.decisions.json: 内容が違います";
    fs::write(&file, kept("vendor", "鈴木")).expect("writes");
    verify(1, &["2 か所", changed, "hazama.decisions.json mnt.report@system 担当: 結果では「山田」、いまは「鈴木」"]);
    fs::write(&file, kept("both", "山田")).expect("writes");
    verify(
        1,
        &[
            "3 か所",
            changed,
            "規程.txt 第1条 bck.take「システム管理者は、診療データの複製を毎日取得しなければならない。」",
            "状態 bck.take@system: 結果では「受け手不在」、いまは「分担確定」",
        ],
    );
    fs::remove_file(&file).expect("removes");
    verify(
        1,
        &[
            // the entry stands in the workbook too, and would be carried over
            "3 か所",
            "hazama.decisions.json: いまはありません",
            "委託している、佐藤、2026-11-20」、いまはなし",
            "状態 bck.take@system",
        ],
    );
}

#[test]
fn what_cannot_be_verified_stops_with_a_reason() {
    let dir = folder(&[("case/規程.txt", RULES.as_bytes()), ("other.json", b"{}"), ("text.txt", RULES.as_bytes())]);
    for (arguments, said) in [
        (&["verify"][..], "この順に1つずつ"),
        (&["verify", "other.json"], "この順に1つずつ"),
        (&["verify", "other.json", "case"], "other.json: hazama の結果として読めません"),
        (&["verify", "text.txt", "case"], "text.txt: hazama の結果として読めません"),
        (&["verify", "nowhere.json", "case"], "nowhere.json: 見つかりません"),
    ] {
        let output = hazama(dir.path(), arguments);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {words}");
        assert!(words.contains(said), "{arguments:?}: {words}");
    }
}
