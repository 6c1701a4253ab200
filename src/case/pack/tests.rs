use std::fs;
use std::sync::LazyLock;

use super::*;
use crate::model::Lang;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::builtin);

const HEAD_FILE: (&str, &str) =
    ("pack.toml", "id = \"own\"\ntitle = \"定め\"\nversion = \"1\"\nissued = \"2026-10-01\"\n");

/// What `pack check` says of a pack of these files and a right `pack.toml`, unless one is among them.
fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let dir = tempfile::TempDir::new().expect("a folder");
    let head = Some(HEAD_FILE).filter(|_| !files.iter().any(|(name, _)| *name == HEAD));
    for (name, text) in head.iter().chain(files) {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("makes folders");
        fs::write(path, text).expect("writes");
    }
    let shown = dir.path().display().to_string();
    let found = check(dir.path(), &CATALOGUE).err().unwrap_or_default();
    found
        .iter()
        .map(|fault| {
            assert!(fault.ja.ends_with('。') && !fault.en.is_empty(), "{fault:?}");
            fault.say(Lang::Ja).replace(&format!("{shown}/"), "")
        })
        .collect()
}

const POST: &str = "[[post]]\nname = \"医療情報管理室\"\nside = \"hospital\"\n";

fn duty(id: &str, words: &str) -> String {
    format!(
        "[[duty]]\nid = \"{id}\"\ntitle_ja = \"甲\"\ntitle_en = \"a\"\nplain_ja = \"甲。\"\nplain_en = \"a.\"\ncounts_ja = []\nask_ja = \"甲。\"\nweight = 1\n{words}\n"
    )
}

fn synonym(words: &str) -> String {
    format!("[[synonym]]\nduty = \"bck.take\"\n{words}\n")
}

fn head(more: &str) -> String {
    format!("{}{more}", HEAD_FILE.1)
}

#[test]
fn right_packs_have_no_faults() {
    let own = duty("group.briefing", "solo = \"安全対策報告会\"");
    let policy = "id = \"own-policy\"\nkind = \"group\"\ntitle = \"方針\"\nedition = \"2026年版\"\npublisher = \"本部\"\nissued = \"2026\"\nurls = []\n\
        [[reference]]\nplace = \"3\"\ncertainty = \"seen\"\nduties = \"bck.take group.briefing\"\n";
    for files in [
        vec![("posts.toml", POST)],
        vec![("duties/a.toml", own.as_str()), ("guidelines/own-policy.toml", policy)],
        vec![("posts.toml", POST), ("README.md", "about")],
        vec![("posts.toml", "[[post]]\nname = \"保守業者\"\nside = \"hospital\"\noverrules = true\n")],
    ] {
        assert_eq!(faults(&files), Vec::<String>::new(), "{files:?}");
    }
}

#[test]
fn every_mistake_names_file_line_and_mend() {
    let own = |words: &str| duty("group.briefing", words);
    for (file, text, wanted) in [
        ("duties/a.toml", synonym("sollo = \"x\""), "duties/a.toml:3: synonym[1] に「sollo」という項目はありません。"),
        ("duties/a.toml", synonym(""), "duties/a.toml:1: synonym[1] に solo、phrase のどれもありません。"),
        ("duties/a.toml", String::new(), "duties/a.toml:1: ファイル全体 に duty、synonym のどれもありません。"),
        ("posts.toml", "[[post]]\nname = \"x".to_owned(), "posts.toml:2: TOMLの書き方になっていません"),
        (
            "posts.toml",
            "[[post]]\nname = \"x室\"\nside = \"甲\"\n".to_owned(),
            "posts.toml:3: post[1] の side に「甲」は書けません。hospital、vendor",
        ),
        ("post.toml", POST.to_owned(), "post.toml: この名前と場所のファイルは読みません。"),
        ("duty/a.toml", own(""), "duty/a.toml: この名前と場所のファイルは読みません。"),
        ("pack.toml", "id = \"own\"\n".to_owned(), "pack.toml:1: ファイル全体 に title がありません。"),
        ("pack.toml", head("").replace("10-01", "13-01"), "pack.toml:4: issued「2026-13-01」は日付として読めません。"),
        ("pack.toml", head(""), "中身がありません。"),
        (
            "duties/a.toml",
            duty("bck.take", "solo = \"安全対策報告会\""),
            "duties/a.toml:2: 義務「bck.take」はすでにあり、置き換えられません。",
        ),
        ("duties/a.toml", own("") + &own(""), "duties/a.toml:2: 義務「group.briefing」が2回書かれています。"),
        (
            "duties/a.toml",
            own("yields_to = \"bck.takes\""),
            "duties/a.toml:10: 「bck.takes」という義務はありません。「bck.take」の書き誤り",
        ),
        (
            "duties/a.toml",
            own("[[duty.phrase]]\nobject = \"報告会\"\nact = \"開く\"\nhalf = \"ask\""),
            "duties/a.toml:13: half「ask」は、この義務の halves に",
        ),
        (
            "duties/a.toml",
            synonym("solo = \"保全処置\"").replace("take", "tak"),
            "duties/a.toml:2: 「bck.tak」という義務はありません。",
        ),
        ("duties/a.toml", synonym("solo = \"保全\""), "duties/a.toml:3: 語「保全」は短すぎ"),
        (
            "duties/a.toml",
            synonym("[[synonym.phrase]]\nobject = \"副\"\nact = \"取る\""),
            "duties/a.toml:4: 語「副」は短すぎ",
        ),
        ("duties/a.toml", synonym("[[synonym.phrase]]\nact = \"取る\""), "duties/a.toml:3: object も with もないため"),
        (
            "duties/a.toml",
            synonym("[[synonym.phrase]]\nobject = \"保全処置\"\nact = \"\""),
            "duties/a.toml:5: act が空です。",
        ),
        (
            "duties/a.toml",
            synonym("[[synonym.phrase]]\nobject = \"業務\"\nact = \"行う 実施する\""),
            "duties/a.toml:1: 語が広すぎ、どの文書にもある「乙は、本業務を誠実に行う。」",
        ),
        (
            "duties/a.toml",
            synonym("solo = \"復元テスト\""),
            "duties/a.toml:3: 「復元テスト」は、すでに「復元テスト」(bck.test)を指します。",
        ),
        (
            "duties/a.toml",
            synonym("solo = \"アクセスログ\""),
            "duties/a.toml:3: 「アクセスログ」は、すでに「アクセスログの取得」(log.record)を",
        ),
        (
            "duties/a.toml",
            synonym("[[synonym.phrase]]\nobject = \"アクセスログ\"\nact = \"点検する\""),
            "duties/a.toml:3: 「アクセスログを点検する」は、すでに「アクセスログの定期確認」(log.review)",
        ),
        (
            "duties/a.toml",
            synonym("solo = \"保全処置\"\nbeside = \"bck.rest\""),
            "duties/a.toml:4: 「bck.rest」という義務はありません。",
        ),
        ("posts.toml", POST.replace("hospital", "vendor") + POST, "posts.toml:5: 名前「医療情報管理室」が2回"),
        ("posts.toml", "[[post]]\nname = \"室\"\nside = \"hospital\"\n".to_owned(), "posts.toml:2: 名前「室」は短すぎ"),
        (
            "posts.toml",
            "[[post]]\nname = \"保守業者\"\nside = \"hospital\"\n".to_owned(),
            "posts.toml:3: 「保守業者」は、もともと事業者の側として読まれます。",
        ),
        (
            "rules.toml",
            "[[required]]\nduty = \"bck.takke\"\nholder = \"vendor\"\n".to_owned(),
            "rules.toml:2: 「bck.takke」という義務はありません。",
        ),
        (
            "rules.toml",
            "[[required]]\nduty = \"bck.take\"\nholder = \"both \"\n".to_owned(),
            "rules.toml:3: required[1] の holder に「both 」は書けません。hospital、vendor、both",
        ),
        (
            "rules.toml",
            "[[required]]\nduty = \"bck.take\"\nholder = \"vendor\"\n".repeat(2),
            "rules.toml:5: 「bck.take」の担い手を、同じシステムについて2回定めています。",
        ),
        (
            "rules.toml",
            "[[severity]]\nrule = \"row-opn\"\nseverity = \"high\"\n".to_owned(),
            "rules.toml:2: 「row-opn」という検査項目はありません。「row-open」のことでは",
        ),
        (
            "rules.toml",
            "[[severity]]\nrule = \"row-open\"\nseverity = \"high\"\n".repeat(2),
            "rules.toml:5: 検査項目「row-open」の重要度が2回",
        ),
    ] {
        // what a pack.toml alone says must not hide behind a pack without anything else
        let found = match (file, wanted) {
            ("pack.toml", _) if !wanted.starts_with("中身") => faults(&[(file, text.as_str()), ("posts.toml", POST)]),
            _ => faults(&[(file, text.as_str())]),
        };
        assert!(found.iter().any(|fault| fault.contains(wanted)), "{text}\nshould say {wanted}: {found:#?}");
    }
}

#[test]
fn words_of_one_pack_may_not_mean_two_duties() {
    let own = duty("group.briefing", "solo = \"安全対策報告会\"") + &synonym("solo = \"安全対策報告会\"");
    let found = faults(&[("duties/a.toml", own.as_str())]);
    assert!(found.iter().any(|fault| fault.contains("beside = \"bck.take\"")), "{found:#?}");
    let both = own.replace("solo = \"安全", "beside = \"bck.take group.briefing\"\nsolo = \"安全");
    assert_eq!(faults(&[("duties/a.toml", both.as_str())]), Vec::<String>::new());
}

#[test]
fn guidelines_are_named_by_their_file_and_follow_known_ones() {
    let policy = |id: &str, more: &str| {
        format!(
            "id = \"{id}\"\nkind = \"group\"\ntitle = \"方針\"\nedition = \"2026年版\"\npublisher = \"本部\"\nissued = \"2026\"\nurls = []\n{more}"
        )
    };
    let reference = "[[reference]]\nplace = \"3\"\ncertainty = \"seen\"\nduties = \"bck.take\"\n";
    for (file, text, wanted) in [
        ("guidelines/b.toml", policy("a", reference), ":1: id「a」がファイルの名前と違います。"),
        ("guidelines/hospital-7.0.toml", policy("hospital-7.0", reference), ":1: 指針「hospital-7.0」はすでにあり"),
        (
            "guidelines/a.toml",
            policy("a", &reference.replace("bck.take", "bck.teke")),
            ":11: 「bck.teke」という義務はありません。",
        ),
        ("guidelines/a.toml", policy("a", &reference.replace("seen", "sure")), "certainty に「sure」は書けません。"),
        (
            "guidelines/a.toml",
            policy("a", "follows = { pack = \"b\", certainty = \"seen\" }\n"),
            ":8: follows の pack「b」という指針はありません。",
        ),
    ] {
        let found = faults(&[(file, text.as_str())]);
        assert!(found.iter().any(|fault| fault.contains(wanted)), "{text}\nshould say {wanted}: {found:#?}");
    }
}

#[test]
fn examples_are_read_by_the_real_reader() {
    let words = synonym("[[synonym.phrase]]\nobject = \"保全処置\"\nact = \"施す\"");
    for (case, wanted) in [
        ("claims = [{ duty = \"bck.take\", holder = \"vendor\", strength = \"duty\" }]", None),
        (
            "claims = [{ duty = \"bck.take\", holder = \"hospital\" }]",
            Some("pack.toml:9: 例「例」: bck.take hospital が読み取れません(読み取ったのは bck.take vendor duty)。"),
        ),
        ("not = \"bck.take\"", Some("pack.toml:9: 例「例」: bck.take と読まれてはならないのに")),
        ("not = \"bck.tke\"", Some("pack.toml:9: 「bck.tke」という義務はありません。")),
    ] {
        let case = head(&format!(
            "[[case]]\nname = \"例\"\nkind = \"contract\"\ntext = \"乙は、診療データの保全処置を毎日施す。\"\n{case}\n"
        ));
        let found = faults(&[("pack.toml", case.as_str()), ("duties/a.toml", words.as_str())]);
        match wanted {
            None => assert_eq!(found, Vec::<String>::new()),
            Some(wanted) => assert!(found.iter().any(|fault| fault.contains(wanted)), "{case}: {found:#?}"),
        }
    }
}
