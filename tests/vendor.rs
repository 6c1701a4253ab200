//! `hazama check --for-vendor`: what is handed to a vendor holds its own papers' words, and no word of anyone else's.

mod common;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx};
use common::{folder, hazama};
use hazama::case::Choices;
use hazama::catalogue::Catalogue;
use hazama::model::{Correction, Date, Document, Level, Party, Report, Ruling, Side};
use hazama::review;

/// Letters from which on the same words in two places are no accident.
const ENOUGH: usize = 12;

fn check(dir: &Path) -> Report {
    let today = Date::new(2026, 11, 22).expect("a day");
    let choices = Choices { today, as_of: None, guideline: None, out: PathBuf::from("nowhere") };
    let case = hazama::case::open(dir, &choices).expect("a case");
    hazama::check(&case.papers, &Catalogue::builtin(), &case.plan).expect("a report")
}

/// Names and contents of all parts of a workbook, with the letters that XML writes as entities.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#10;", "\n"), ("&amp;", "&")] {
                text = text.replace(entity, letter);
            }
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn text(bytes: Vec<u8>) -> String {
    parts(bytes).into_iter().map(|(name, text)| format!("{name}\n{text}\n")).collect()
}

/// All words of a paper.
fn words(paper: &Document) -> String {
    let units =
        paper.units.iter().map(|unit| format!("{}\n{}", unit.heading.as_deref().unwrap_or_default(), unit.text));
    let rows = paper.rows.iter().flat_map(|row| {
        let more = [&row.title, &row.remark, &row.holder, &row.clause].map(|words| words.clone().unwrap_or_default());
        std::iter::once(row.text.clone()).chain(more)
    });
    let notices = paper.notices.iter().map(|notice| notice.message.clone());
    units.chain(rows).chain(notices).collect::<Vec<_>>().join("\n")
}

/// The sentences of a paper that are long enough to be known again.
fn sentences(paper: &Document) -> Vec<String> {
    let words = words(paper);
    let sentences = words.split(['。', '\n']).map(str::trim);
    sentences.filter(|sentence| sentence.chars().count() >= ENOUGH).map(str::to_owned).collect()
}

/// What a workbook for a vendor must not hold: sentences, names and fingerprints of all papers that are not among `own`, names
/// of the other systems and vendors. What its own papers say too is theirs to know.
fn secrets(report: &Report, vendor: &str, own: &[&Document]) -> Vec<String> {
    let mine = |id: &Option<String>| id.as_deref() == Some(vendor);
    let known: String = own.iter().map(|paper| words(paper) + "\n").collect();
    let (plan, name) = (&report.plan, |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned());
    let others = report.documents.iter().filter(|paper| own.iter().all(|own| own.id != paper.id));
    let mut secrets: Vec<String> = others.clone().flat_map(sentences).collect();
    let own_names: Vec<String> = own.iter().map(|paper| name(&paper.path)).collect();
    secrets.extend(others.map(|paper| name(&paper.path)).filter(|name| !own_names.contains(name)));
    secrets.extend(report.documents.iter().map(|paper| paper.sha256.clone()));
    secrets.extend(report.documents.iter().map(|paper| paper.path.clone()).filter(|path| path.contains('/')));
    secrets.extend(plan.vendors.iter().filter(|other| other.id != vendor).map(|other| other.name.clone()));
    let systems = plan.systems.iter().filter(|system| !mine(&system.vendor));
    secrets.extend(
        systems.flat_map(|system| [system.name.clone(), format!("@{}\"", system.id), format!("@{}<", system.id)]),
    );
    secrets.retain(|secret| !known.contains(secret.as_str()));
    secrets
}

fn leaks<'a>(text: &str, secrets: &'a [String]) -> Vec<&'a String> {
    secrets.iter().filter(|secret| text.contains(secret.as_str())).collect()
}

/// Writes the extract for a vendor; gives its bytes and what was said.
fn extract(dir: &Path, vendor: &str, out: &Path) -> (Vec<u8>, String) {
    let arguments = ["check", ".", "--for-vendor", vendor, "--progress", "none", "--out"];
    let output = hazama(dir, &[&arguments[..], &[out.to_str().expect("UTF-8")]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let written: Vec<PathBuf> =
        fs::read_dir(out).expect("lists").map(|entry| entry.expect("an entry").path()).collect();
    let books: Vec<&PathBuf> =
        written.iter().filter(|path| path.extension().is_some_and(|extension| extension == "xlsx")).collect();
    assert_eq!(books.len(), 1, "{written:?}");
    assert!(!written.iter().any(|path| path.ends_with("report.json") || path.ends_with("report.html")), "{written:?}");
    (fs::read(books[0]).expect("reads"), String::from_utf8(output.stdout).expect("UTF-8"))
}

#[test]
fn no_word_of_anyone_else_is_in_the_extract_of_a_vendor_of_the_samples() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for (sample, least) in [("city-hospital", 4), ("two-vendors", 3)] {
        let dir = samples.join(sample);
        let report = check(&dir);
        let full = tempfile::TempDir::new().expect("a folder");
        let whole = ["check", ".", "--quiet", "--out", full.path().to_str().expect("UTF-8")];
        assert_eq!(hazama(&dir, &whole).status.code(), Some(0));
        let full = text(fs::read(full.path().join("gaps.xlsx")).expect("the whole report"));
        for vendor in &report.plan.vendors {
            let out = tempfile::TempDir::new().expect("a folder");
            let (bytes, said) = extract(&dir, &vendor.id, out.path());
            let quoted = said.split("引用した文書:").nth(1).expect("the papers quoted").replace('\n', "");
            let quoted = quoted.split("この事業者のもの").next().expect("the papers quoted");
            let own: Vec<&Document> = report
                .documents
                .iter()
                .filter(|paper| quoted.contains(paper.path.rsplit('/').next().expect("a name")))
                .collect();
            for paper in &own {
                let level = paper.kind.level();
                assert!(
                    matches!(level, Level::Binding | Level::Declared) && paper.side != Side::Hospital,
                    "{}",
                    paper.path
                );
                assert_eq!(paper.vendor.as_ref(), Some(&vendor.id), "{}", paper.path);
            }
            assert!(!own.is_empty(), "{sample} {}", vendor.id);
            let shown = text(bytes);
            let secrets = secrets(&report, &vendor.id, &own);
            assert!(leaks(&full, &secrets).len() > 100, "the whole report must not pass this test");
            assert_eq!(leaks(&shown, &secrets), Vec::<&String>::new(), "{sample} {}", vendor.id);
            let own_words = own.iter().flat_map(|paper| sentences(paper)).filter(|words| full.contains(words.as_str()));
            assert!(
                own_words.filter(|words| shown.contains(words.as_str())).count() >= least,
                "{sample} {}",
                vendor.id
            );
        }
    }
}

const MANIFEST: &str = "[hospital]\nname = \"みほん市民病院\"\n[review]\nas_of = \"2026-11-22\"\n\
    [[vendor]]\nid = \"kakuu\"\nname = \"架空システム株式会社\"\n\
    [[vendor]]\nid = \"betsu\"\nname = \"べつの会社\"\n\
    [[vendor]]\nid = \"2\"\nname = \"2\"\n\
    [[system]]\nid = \"ehr\"\nname = \"電子カルテ\"\nvendor = \"kakuu\"\n\
    [[system]]\nid = \"lab\"\nname = \"検体検査システム\"\nvendor = \"betsu\"\n\
    [[document]]\npath = \"甲社/契約書.txt\"\nsystem = \"ehr\"\n\
    [[document]]\npath = \"乙社/契約書.txt\"\nsystem = \"lab\"\n\
    [[interface]]\nbetween = [\"ehr\", \"lab\"]\n";
const RULES: &str = "情報システム運用管理規程\n\n第1条 情報防衛室長は、検体検査システムの合言葉をくじらぐもとする。\n\n\
    第2条 保守業者は、バックアップをゆりかご倉庫に毎日取得しなければならない。\n\n\
    第3条 情報防衛室長は、アクセスの記録を点検しなければならない。\n";
const OURS: &str = "電子カルテ保守契約書\n\nみほん市民病院(以下「甲」という。)と架空システム株式会社(以下「乙」という。)は、次のとおり契約する。\n\n\
    第1条 乙は、サーバに修正プログラムを適用する。\n\n第2条 バックアップの取得は、この契約の対象外とする。\n";
const THEIRS: &str = "検体検査システム保守契約書\n\nみほん市民病院(以下「甲」という。)とべつの会社(以下「乙」という。)は、次のとおり契約する。\n\n\
    第1条 乙は、架空システム株式会社と相談し、こがねむし方式でバックアップを取得する。\n";
/// A paper of another firm that names ours.
const STRAY: &str = "通信設備仕様書\n\n1 架空システム株式会社の機器を、ほたるぶくろ回線につなぐこと。\n\n2 受注者は、ファームウェアを更新すること。\n";

#[test]
fn traps_in_names_paths_memos_and_seams_give_nothing_away() {
    let mut memo = rust_xlsxwriter::Workbook::new();
    let sheet = memo.add_worksheet().set_name("要対応一覧").expect("a name");
    for (column, words) in
        [["ID", "対応方針", "メモ"], ["bck.take@ehr", "受容する(理由をメモ)", "うさぎの穴"]].iter().enumerate()
    {
        for (at, words) in words.iter().enumerate() {
            let (row, at) = (u32::try_from(column).expect("few"), u16::try_from(at).expect("few"));
            sheet.write(row, at, *words).expect("writes");
        }
    }
    let memo = memo.save_to_buffer().expect("a workbook");
    let dir = folder(&[
        ("case/hazama.toml", MANIFEST.as_bytes()),
        ("case/規程/運用管理規程.txt", RULES.as_bytes()),
        ("case/甲社/契約書.txt", OURS.as_bytes()),
        ("case/乙社/契約書.txt", THEIRS.as_bytes()),
        ("case/回線/仕様書.txt", STRAY.as_bytes()),
        ("case/gaps.xlsx", &memo),
    ]);
    let case = dir.path().join("case");
    let (bytes, said) = extract(&case, "架空システム株式会社", &dir.path().join("out"));
    assert!(said.contains("引用した文書: 契約書.txt") && said.contains("仕様書.txt"), "{said}");
    let all = text(bytes.clone());
    for there in [
        "架空システム株式会社",
        "みほん市民病院",
        "乙は、サーバに修正プログラムを適用する。",
        "連携する別のシステム",
        "⇔ 相手任せ",
        "乙は、",
    ] {
        assert!(all.contains(there), "{there} is not there");
    }
    for secret in [
        "くじらぐも",
        "ゆりかご",
        "情報防衛室長",
        "こがねむし",
        "べつの",
        "検体検査",
        "@lab",
        "ほたるぶくろ",
        "うさぎの穴",
        "受容する",
        "甲社",
        "乙社",
        "運用管理規程.txt",
        "仕様書",
        "規程条文",
        case.to_str().expect("UTF-8"),
    ] {
        assert!(!all.contains(secret), "{secret} is there");
    }
    assert!(extract(&case, "kakuu", &dir.path().join("again")).0 == bytes, "other bytes from the same papers");
    for (name, part) in parts(bytes) {
        let is_odd = ["comments", "custom", "externalLink", "customXml", "vba"].iter().any(|odd| name.contains(odd));
        assert!(!is_odd && !part.contains("state=\"hidden\"") && !part.contains("state=\"veryHidden\""), "{name}");
        let names: Vec<&str> = part.split("<definedName name=\"").skip(1).collect();
        assert!(names.iter().all(|name| name.starts_with("_xlnm.")), "{names:?}");
    }
}

#[test]
fn what_the_vendor_answers_in_its_extract_is_read() {
    let dir = folder(&[
        ("case/hazama.toml", MANIFEST.as_bytes()),
        ("case/規程/運用管理規程.txt", RULES.as_bytes()),
        ("case/甲社/契約書.txt", OURS.as_bytes()),
        ("case/乙社/契約書.txt", THEIRS.as_bytes()),
    ]);
    let case = dir.path().join("case");
    let (bytes, _) = extract(&case, "kakuu", &dir.path().join("out"));
    let before = check(&case);
    fs::write(case.join("回答.xlsx"), bytes).expect("writes");
    let after = check(&case);
    let paper = after.documents.iter().find(|paper| paper.path == "回答.xlsx").expect("the extract");
    assert_eq!((paper.kind.id(), paper.vendor.as_deref(), paper.claims.len()), ("disclosure", Some("kakuu"), 0));
    assert!(!paper.rows.is_empty() && paper.rows.iter().all(|row| row.keyed().is_some()));
    let states = |report: &Report| report.verdicts.iter().map(|verdict| verdict.state).collect::<Vec<_>>();
    assert_eq!(states(&before), states(&after), "an extract that nobody has answered says nothing");
}

#[test]
fn a_vendor_that_is_not_there_or_has_nothing_stops_the_run() {
    let dir = folder(&[
        ("case/hazama.toml", MANIFEST.as_bytes()),
        ("case/規程.txt", RULES.as_bytes()),
        ("none/規程.txt", RULES.as_bytes()),
    ]);
    let manifest = fs::read_to_string(dir.path().join("case/hazama.toml")).expect("there");
    let manifest: String = manifest.split("[[document]]").next().expect("a part").to_owned();
    fs::write(dir.path().join("case/hazama.toml"), manifest).expect("writes");
    for (arguments, said) in [
        (
            vec!["case", "--for-vendor", "kakku"],
            "この案件の事業者は kakuu、betsu、2 です。「kakuu」のことではありませんか。",
        ),
        (vec!["case", "--for-vendor", "zzzzzz", "--lang", "en"], "the vendors of this case are kakuu, betsu, 2"),
        (vec!["case", "--for-vendor", "2"], "事業者「2」のシステムがありません。"),
        (vec!["none", "--for-vendor", "kakuu"], "hazama.toml に [[vendor]] を書いてください。"),
        (vec!["case", "--for-vendor", "kakuu", "--json"], "--for-vendor と --json は一緒に使えません。"),
        (vec!["case", "--for-vendor", "kakuu", "--oscal", "o"], "--for-vendor と --oscal は一緒に使えません。"),
    ] {
        let output = hazama(dir.path(), &[&["check", "--progress", "none"], &arguments[..]].concat());
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(err.contains(said) && err.lines().count() == 1, "{arguments:?}: {err}");
        assert!(!dir.path().join("hazama-report").exists(), "{arguments:?}");
    }
}

/// A disclosure of the vendor's in whose cells the hospital has left comments.
fn disclosure() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("MDS").expect("a name");
    let rows = [
        ["製造業者による医療情報セキュリティ開示書", "", "", ""],
        ["製造業者", "架空システム株式会社", "", ""],
        ["製品名", "電子カルテ", "", ""],
        ["作成日", "2026-10-01", "", ""],
        ["番号", "質問", "回答", "備考"],
        ["6.1", "バックアップを取得する機能があるか。", "はい", ""],
        ["6.2", "バックアップのデータを別の場所に保管する機能があるか。", "はい", "有償オプション"],
        ["7.1", "マルウェア対策ソフトを組み込めるか。", "対象外", ""],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, words) in (0..).zip(cells) {
            sheet.write(row, column, words).expect("writes");
        }
    }
    let comments = [
        "実行は貴院にて行うとのこと。ひみつの値引き中",
        "お客様にて実施。かみつき亀と相談",
        "お客様にて実施。ぬりかべ会議",
    ];
    for (row, words) in (5..).zip(comments) {
        sheet.insert_note(row, 2, &rust_xlsxwriter::Note::new(words).add_author_prefix(false)).expect("a comment");
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn comments_that_someone_laid_on_a_vendors_paper_stay_at_home() {
    let dir = folder(&[
        ("case/hazama.toml", MANIFEST.as_bytes()),
        ("case/規程/運用管理規程.txt", RULES.as_bytes()),
        ("case/甲社/契約書.txt", OURS.as_bytes()),
        ("case/乙社/契約書.txt", THEIRS.as_bytes()),
        ("case/甲社/MDS.xlsx", &disclosure()),
    ]);
    let case = dir.path().join("case");
    let report = check(&case);
    let read = report.claims.iter().filter(|claim| claim.quote.text.contains("ひみつ")).count();
    assert!(read > 0, "the comments must be read for this test to say anything");
    let (bytes, said) = extract(&case, "kakuu", &dir.path().join("out"));
    assert!(said.contains("MDS.xlsx"), "{said}");
    let all = text(bytes);
    for secret in ["ひみつ", "値引き", "かみつき亀", "ぬりかべ", "comment"] {
        assert!(!all.contains(secret), "{secret} is there");
    }
    for there in ["バックアップを取得する機能があるか。", "有償オプション", "セルのコメントの記載は、載せていません"]
    {
        assert!(all.contains(there), "{there} is not there");
    }
}

/// Keeps in the case what a person says of the sentence from which a duty is read in a paper.
fn correct(case: &Path, path: &str, duty: &str) {
    let report = check(case);
    let document = report.documents.iter().find(|document| document.path == path).expect("the paper");
    let is_meant = |claim: &&hazama::model::Claim| claim.document == document.id && claim.duty.as_str() == duty;
    let claim = report.claims.iter().find(is_meant).expect("the claim");
    let correction = Correction {
        path: path.to_owned(),
        duty: claim.duty.clone(),
        print: review::sentence(&claim.quote.text),
        quote: claim.quote.text.clone(),
        place: claim.quote.place.clone(),
        read_as: review::read_as(claim),
        change: Ruling::Holder(Party::Both),
        reason: "ひみつのわけは、かわうそ会議で決めた".to_owned(),
        by: "田貫".to_owned(),
        day: Date::new(2026, 11, 22),
    };
    hazama::case::change(case, |kept| {
        kept.corrections.push(correction);
        Ok(())
    })
    .expect("is kept");
}

#[test]
fn what_people_corrected_is_said_of_the_vendors_own_paper_alone_and_never_why_or_by_whom() {
    let dir = folder(&[
        ("case/hazama.toml", MANIFEST.as_bytes()),
        ("case/規程/運用管理規程.txt", RULES.as_bytes()),
        ("case/甲社/契約書.txt", OURS.as_bytes()),
        ("case/乙社/契約書.txt", THEIRS.as_bytes()),
    ]);
    let case = dir.path().join("case");
    let by_hand = hazama::report::tables::words::BY_HAND;
    for (path, duty, is_said) in [
        ("規程/運用管理規程.txt", "bck.take", false),
        ("乙社/契約書.txt", "bck.take", false),
        ("甲社/契約書.txt", "vul.server", true),
    ] {
        correct(&case, path, duty);
        let report = check(&case);
        assert!(report.corrections.iter().all(|one| one.lapsed.is_none() && !one.touched.is_empty()), "{path}");
        let (bytes, said) = extract(&case, "kakuu", &dir.path().join(format!("out-{duty}-{}", path.len())));
        let all = text(bytes) + &said;
        assert_eq!(all.contains(by_hand), is_said, "{path}");
        for secret in [
            "ひみつのわけ",
            "かわうそ",
            "田貫",
            "ゆりかご",
            "こがねむし",
            "検体検査",
            "運用管理規程.txt",
            "訂正がなければ",
        ] {
            assert!(!all.contains(secret), "{path}: {secret} is there");
        }
    }
}

/// A vendor's check of its own papers lists what it leaves to customers, word by word, apart from its own gaps.
#[test]
fn a_self_check_lists_what_is_left_to_customers() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let out = tempfile::TempDir::new().expect("a folder");
    let place = out.path().to_string_lossy().into_owned();
    let run = |case: &str| {
        let output = hazama(&samples, &["check", case, "--as-of", "2026-11-22", "--out", &place, "--quiet"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let bytes = fs::read(out.path().join("gaps.xlsx")).expect("a workbook");
        fs::remove_file(out.path().join("gaps.xlsx")).expect("removes");
        Xlsx::new(Cursor::new(bytes)).expect("a workbook")
    };
    let mut book = run("vendor-self-check");
    let sheet = book.worksheet_range("利用者に求める事項").expect("a sheet");
    let told: Vec<String> =
        sheet.rows().skip(1).map(|row| format!("{} {} {} {}", row[10], row[5], row[6], row[4])).collect();
    for (id, way, place) in [
        ("vul.terminal@", "契約で負わせている", "保守契約書案.docx 第6条"),
        ("acc.accounts@", "契約で負わせている", "保守契約書案.docx 第10条"),
        ("bck.check@", "契約で負わせている", "保守契約書案.docx 第11条第2項"),
        ("log.review@", "開示書で委ねている", "MDS_調剤ナビ.xlsx"),
        ("inf.media@", "開示書で委ねている", "MDS_調剤ナビ.xlsx"),
        ("inf.dispose@", "開示書で委ねている", "MDS_調剤ナビ.xlsx"),
    ] {
        let is_it = |row: &String| row.starts_with(id) && row.contains(way) && row.contains(place);
        assert!(told.iter().any(is_it), "{id} {way} {place}: {told:#?}");
    }
    // what the vendor takes, tries or is silent about is its own matter
    for id in ["bck.take@", "vul.malware@", "bck.test@", "inc.contain@"] {
        assert!(!told.iter().any(|row| row.starts_with(id)), "{id}: {told:#?}");
    }
    let intro = book.worksheet_range("はじめに").expect("a sheet");
    let said = intro.rows().find(|row| row[0] == "自己点検について").expect("a line")[1].to_string();
    assert!(said.contains("お客様に求めている分は 6 件"), "{said}");
    assert!(!run("clinic-cloud").sheet_names().contains(&"利用者に求める事項".to_owned()));
}
