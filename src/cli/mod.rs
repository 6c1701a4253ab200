//! The command line. In: arguments, files, the clock, the terminal. Out: files, a summary, an exit status.

mod begin;
mod check;
mod compare;
mod decisions;
mod explain;
mod extract;
mod fill;
mod form;
mod help;
mod init;
mod last;
mod man;
mod many;
mod new;
mod options;
mod oscal;
mod pack;
mod portfolio;
mod progress;
mod questions;
mod read;
mod refuse;
mod request;
mod screen;
mod serve;
mod simple;
mod stream;
mod usage;
mod vendor;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use hazama::case::Fault;
use hazama::model::Lang;

use options::Opt;
use screen::Screen;

/// How a run ended, when it did not stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    /// All is written.
    Well,
    /// All is written, and it holds something that `--fail-on` names.
    Alarmed,
}

/// One subcommand. Help, completions and dispatch all come from [`COMMANDS`].
struct Command {
    name: &'static str,
    ja: &'static str,
    en: &'static str,
    /// The positional argument's name, with what it is in both languages.
    operand: Option<Operand>,
    options: &'static [&'static Opt],
    run: fn(&ArgMatches, &mut Screen) -> Result<Done, Vec<Fault>>,
}

/// A positional argument.
struct Operand {
    name: &'static str,
    takes: Many,
    ja: &'static str,
    en: &'static str,
}

/// How many words a positional argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Many {
    /// One.
    One,
    /// One or none.
    Perhaps,
    /// Any number, also none.
    Any,
}

/// Words that stand before the names of several subcommands, with what these are for.
static GROUPS: [(&str, &str, &str); 3] = [
    (
        "new",
        "案件フォルダ・院内規程・役割分担確認表・契約の別紙のひな形を書き出します。あるファイルは変えません",
        "write starting points: a case folder, rules, a role table, an annex to a contract; no file is written over",
    ),
    (
        "form",
        "様式の版の定義を作り、確かめます(様式を登録する人向け)",
        "make and test the files that tell editions of forms",
    ),
    (
        "pack",
        "病院グループのパック(独自の義務や定め)を確かめます",
        "test a group's pack of duties and rules of its own",
    ),
];

/// The case that most commands read.
const PAPERS: Operand =
    Operand { name: "DIR", takes: Many::One, ja: "文書を入れた案件フォルダ", en: "the folder of papers" };

/// A case whose names, or verdicts, go into what is written.
const CASE: Operand = Operand {
    name: "DIR",
    takes: Many::Perhaps,
    ja: "名前や点検の結果を書き入れる案件フォルダ(省略すると空欄のまま)",
    en: "a case folder whose names and verdicts are written in (default: all is left blank)",
};

/// Every subcommand, in the order of the help. A name of two words stands below its group.
static COMMANDS: [Command; 23] = [
    Command {
        name: "check",
        ja: "案件フォルダの文書を突き合わせ、引き受け手のない役割を一覧にします",
        en: "check the papers of a case folder and list the duties that nobody holds",
        operand: Some(PAPERS),
        options: &[
            &options::OUT,
            &options::AS_OF,
            &options::GUIDELINE,
            &options::WORKFLOW,
            &options::FOR_VENDOR,
            &options::JSON,
            &options::OSCAL,
            &options::FAIL_ON,
            &options::FORM,
            &options::LAST,
            &options::DECISIONS,
            &options::PACK,
        ],
        run: check::run,
    },
    Command {
        name: "compare",
        ja: "候補の事業者ごとの案件フォルダを突き合わせ、引き受け方の違いを1つのブックに並べます",
        en: "put the case folders of several bidders side by side in one workbook",
        operand: Some(Operand {
            name: "DIRS",
            takes: Many::Any,
            ja: "事業者ごとの案件フォルダ(2つ以上)",
            en: "one case folder a bidder, two or more",
        }),
        options: &[&options::OUT, &options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: compare::run,
    },
    Command {
        name: "questions",
        ja: "宙に浮いた役割について、事業者ごとの質問票(Excel)を書き出します。回答を案件フォルダに入れると check が読みます",
        en: "write a workbook of questions for each vendor about duties that hang; check reads the answers in the case folder",
        operand: Some(PAPERS),
        options: &[&options::OUT, &options::VENDOR, &options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: questions::run,
    },
    Command {
        name: "request",
        ja: "事業者ごとに、契約書への記載を求める条項の案と質問を、急ぐものから並べた依頼書(Word)と回答用のブック(Excel)を書き出します",
        en: "write for each vendor a letter (docx) with the clauses to ask for and the questions, most urgent first, and a workbook to answer in",
        operand: Some(PAPERS),
        options: &[&options::OUT, &options::VENDOR, &options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: request::run,
    },
    Command {
        name: "fill",
        ja: "役割分担確認表(Excel)の写しに、文書の裏付けのある行の「はい」と、その根拠を記入します。記入済みの欄は変えません",
        en: "fill in a copy of the role table (xlsx): yes where papers carry it, with the places; cells that hold anything stay",
        operand: Some(PAPERS),
        options: &[&options::OUT, &options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: fill::run,
    },
    Command {
        name: "read",
        ja: "1つの文書から読み取った内容を示します",
        en: "show what is read in one paper",
        operand: Some(Operand { name: "FILE", takes: Many::One, ja: "文書のファイル", en: "the paper" }),
        options: &[&options::KIND, &options::AS_OF, &options::JSON, &options::WHY, &options::PACK],
        run: read::run,
    },
    Command {
        name: "extract",
        ja: "院内規程から読み取った分担を、確認して直せるデータ(JSON)に書き出します",
        en: "write what is read in the hospital's rules as data (JSON) that a person can correct",
        operand: Some(Operand { name: "FILE", takes: Many::One, ja: "規程の文書", en: "the paper of rules" }),
        options: &[&options::OUT_FILE, &options::KIND, &options::AS_OF, &options::PACK],
        run: extract::run,
    },
    Command {
        name: "form new",
        ja: "実際の様式から、版の定義(TOML)の案を作ります",
        en: "write a first edition file (TOML) from a real form",
        operand: Some(Operand {
            name: "FILE",
            takes: Many::One,
            ja: "記入前又は記入済みの様式",
            en: "the form, blank or filled in",
        }),
        options: &[&options::OUT_FILE, &options::KIND],
        run: form::new,
    },
    Command {
        name: "form check",
        ja: "版の定義を確かめます。組み込みの定義と、指定したファイルやフォルダの *.toml を調べます",
        en: "test edition files: the built-in ones, and the *.toml files named",
        operand: Some(Operand {
            name: "FILES",
            takes: Many::Any,
            ja: "版の定義のファイル、又はそのフォルダ(省略すると組み込みの定義だけ)",
            en: "edition files or folders of them (default: the built-in ones alone)",
        }),
        options: &[],
        run: form::check,
    },
    Command {
        name: "pack check",
        ja: "パックの誤りをすべて示し、例を読ませて確かめます",
        en: "show every mistake in a pack, and read its examples",
        operand: Some(Operand {
            name: "DIR",
            takes: Many::One,
            ja: "パックのフォルダ(pack.toml のあるところ)",
            en: "the folder of the pack, which holds pack.toml",
        }),
        options: &[&options::PACK],
        run: pack::check,
    },
    Command {
        name: "verify",
        ja: "report.json または gaps.xlsx が、いまの文書・設定・パック・プログラムから作られたものかを、ハッシュ値で確かめます",
        en: "tell by hashes whether a report.json or gaps.xlsx was made from these papers, manifest, packs and program",
        operand: Some(Operand {
            name: "FILES",
            takes: Many::Any,
            ja: "結果のファイル(report.json または gaps.xlsx)と、案件フォルダ",
            en: "the result (report.json or gaps.xlsx), then the case folder",
        }),
        options: &[&options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: verify::run,
    },
    Command {
        name: "portfolio",
        ja: "フォルダの下にあるすべての案件を調べ、案件ごとの結果と全体の一覧(Excel、CSV)を書き出します。止めても続きから再開します",
        en: "check every case below a folder; write each case's report and an overview of all (Excel, CSV); takes up where it was stopped",
        operand: Some(Operand {
            name: "DIR",
            takes: Many::One,
            ja: "案件のフォルダを並べて入れたフォルダ",
            en: "the folder in which the case folders lie",
        }),
        options: &[
            &options::OUT,
            &options::AS_OF,
            &options::GUIDELINE,
            &options::FAIL_ON,
            &options::JOBS,
            &options::CACHE,
            &options::STORE,
            &options::PACK,
        ],
        run: portfolio::run,
    },
    Command {
        name: "stream",
        ja: "標準入力から案件を1行に1つ(JSON)受け取り、結果を1行に1つ書き出します。ほかのプログラムから使うためのものです",
        en: "read a case a line (JSON) from the standard input and write a result a line, for other programs to drive",
        operand: None,
        options: &[&options::AS_OF, &options::GUIDELINE, &options::JOBS, &options::CACHE, &options::PACK],
        run: stream::run,
    },
    Command {
        name: "new case",
        ja: "案件フォルダのひな形を作ります。説明付きの hazama.toml と README、文書の種類ごとのフォルダが入ります",
        en: "make a case folder: a commented hazama.toml, a README and a folder for each sort of paper",
        operand: Some(Operand { name: "DIR", takes: Many::One, ja: "作るフォルダ", en: "the folder to make" }),
        options: &[],
        run: new::case,
    },
    Command {
        name: "new rules",
        ja: "役割ごとの条文の案を並べた院内規程のひな形(Word)を書き出します。担当の職名は空欄です",
        en: "write rules to fill in (docx): an article a duty, with the posts left blank",
        operand: Some(CASE),
        options: &[&options::OUT, &options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: new::rules,
    },
    Command {
        name: "new role-table",
        ja: "役割ごとの行と、担当・条項の列のある役割分担確認表のひな形(Excel)を書き出します",
        en: "write a role table to fill in (xlsx): a row a duty, with columns for holder and clause",
        operand: Some(CASE),
        options: &[&options::OUT, &options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: new::role_table,
    },
    Command {
        name: "new contract-annex",
        ja: "契約書に付ける別紙「役割分担表」(Word と Excel)を書き出します。案件フォルダがあれば、点検の結果を書き入れます",
        en: "write an annex that shares out the duties (docx and xlsx), filled in from the verdicts where a case folder is given",
        operand: Some(CASE),
        options: &[&options::OUT, &options::AS_OF, &options::GUIDELINE, &options::PACK],
        run: new::contract_annex,
    },
    Command {
        name: "init",
        ja: "案件フォルダの文書を見分け、hazama.toml の案を作ります",
        en: "propose a hazama.toml for a folder of papers",
        operand: Some(PAPERS),
        options: &[&options::STDOUT, &options::PACK],
        run: init::run,
    },
    Command {
        name: "serve",
        ja: "案件フォルダを、このパソコンのブラウザーの画面で確かめ、訂正し、対応を記入します",
        en: "look at a case folder, correct what was read and enter decisions, on a page in the browser of this machine",
        operand: Some(Operand {
            name: "DIR",
            takes: Many::Perhaps,
            ja: "文書を入れた案件フォルダ(省略すると今いる場所)",
            en: "the folder of papers (default: where you stand)",
        }),
        options: &[
            &options::PORT,
            &options::NO_OPEN,
            &options::LAST,
            &options::OUT,
            &options::AS_OF,
            &options::GUIDELINE,
            &options::PACK,
        ],
        run: serve::run,
    },
    Command {
        name: "explain",
        ja: "役割・状態・検査項目を、根拠とともに平易に説明します",
        en: "explain a duty, a state or a rule in plain words, with its basis",
        operand: Some(Operand {
            name: "ID",
            takes: Many::One,
            ja: "役割(例: bck.test)、状態(例: mutual)または検査項目(例: ticked-without-basis)",
            en: "a duty (bck.test), a state (mutual) or a rule (ticked-without-basis)",
        }),
        options: &[&options::GUIDELINE, &options::PACK],
        run: explain::run,
    },
    Command {
        name: "schema",
        ja: "人やプログラムが書き読みするファイルのスキーマを示します",
        en: "print the schema of a file that people or programs write or read",
        operand: Some(Operand {
            name: "NAME",
            takes: Many::One,
            ja: "スキーマの名前(例: case)",
            en: "the name of a schema, such as case",
        }),
        options: &[],
        run: simple::schema,
    },
    Command {
        name: "completions",
        ja: "シェルの入力補完の定義を示します",
        en: "print shell completions",
        operand: Some(Operand {
            name: "SHELL",
            takes: Many::One,
            ja: "bash、elvish、fish、powershell または zsh",
            en: "bash, elvish, fish, powershell or zsh",
        }),
        options: &[],
        run: simple::completions,
    },
    Command {
        name: "man",
        ja: "マニュアルページ(roff)を示します。例: hazama man | man -l -",
        en: "print the manual page (roff): hazama man | man -l -",
        operand: None,
        options: &[],
        run: man::run,
    },
];

/// Runs the program. The exit status is 0 (written), 1 (written, and `--fail-on` names something in it) or 2 (stopped).
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let arguments = usage::with_command(arguments);
    let lang = usage::language(&arguments);
    std::panic::set_hook(Box::new(move |panic| screen::own_mistake(panic, lang)));
    std::panic::catch_unwind(|| dispatch(arguments, lang)).unwrap_or(ExitCode::from(2))
}

fn dispatch(arguments: Vec<OsString>, lang: Lang) -> ExitCode {
    let typed = arguments.clone();
    let matches = match usage::program(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return refuse::refuse(&error, &typed, lang),
    };
    let called = matches.subcommand().map(|(name, below)| match below.subcommand() {
        Some((last, matches)) => (format!("{name} {last}"), matches),
        None => (name.to_owned(), below),
    });
    let Some((command, matches)) = called.and_then(|(name, matches)| {
        let command = COMMANDS.iter().find(|command| command.name == name)?;
        Some((command, matches))
    }) else {
        return ExitCode::from(2);
    };
    let mut screen = Screen::new(matches, lang);
    match (command.run)(matches, &mut screen) {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Alarmed) => ExitCode::from(1),
        Err(faults) => {
            for fault in faults {
                screen.fault(&fault);
            }
            ExitCode::from(2)
        }
    }
}

/// The positional argument.
fn operand<'a>(matches: &'a ArgMatches, name: &str) -> &'a std::ffi::OsStr {
    matches.get_one::<OsString>(name).map(OsString::as_os_str).unwrap_or_default()
}

/// The words of a positional argument that takes any number.
fn operands(matches: &ArgMatches, name: &str) -> Vec<std::path::PathBuf> {
    matches.get_many::<OsString>(name).into_iter().flatten().map(std::path::PathBuf::from).collect()
}

/// A fault that is about no file.
fn fault(ja: impl Into<String>, en: impl Into<String>) -> Vec<Fault> {
    vec![Fault::new("", ja, en)]
}

/// A word of a table by its id, for options whose values clap has checked.
fn choice<'a>(matches: &'a ArgMatches, option: &Opt) -> Option<&'a str> {
    matches.get_one::<String>(option.name).map(String::as_str)
}

/// The language of that id, or none.
fn lang_of(word: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.id() == word)
}
