//! Every option, once: help, parsing and completions come from here.

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ValueHint, value_parser};
use hazama::model::Lang;

/// One option.
pub(super) struct Opt {
    pub name: &'static str,
    pub takes: Takes,
    pub ja: &'static str,
    pub en: &'static str,
}

/// What stands behind an option's name.
pub(super) enum Takes {
    /// Nothing: it is there or not.
    Nothing,
    /// A path.
    Path,
    /// A path; the option may come again.
    Paths,
    /// A folder; the option may come again.
    Folders,
    /// A path, or nothing for the standard output.
    PathOrNothing,
    /// A day.
    Day,
    /// An id or a name.
    Name,
    /// A number from 1.
    Count,
    /// One of some words.
    Word(&'static [&'static str]),
    /// Some of some words, with commas between.
    Words(&'static [&'static str]),
}

pub(super) const OUT: Opt = Opt {
    name: "out",
    takes: Takes::Path,
    ja: "出力先のフォルダ(既定: 今いる場所の hazama-report)",
    en: "folder of the outputs (default: hazama-report where you stand)",
};

pub(super) const VENDOR: Opt = Opt {
    name: "vendor",
    takes: Takes::Name,
    ja: "質問する事業者の id または名前(既定: 質問のあるすべての事業者)",
    en: "id or name of the vendor to ask (default: every vendor of whom there is something to ask)",
};

pub(super) const FOR_VENDOR: Opt = Opt {
    name: "for-vendor",
    takes: Takes::Name,
    ja: "この事業者(id または名前)に渡せる抜粋だけを書き出します。院内の規程やほかの事業者の文書は載りません",
    en: "write nothing but an extract for this vendor (id or name): none of the rules' words, nothing of other vendors",
};

pub(super) const OSCAL: Opt = Opt {
    name: "oscal",
    takes: Takes::Path,
    ja: "結果をOSCAL(JSON)の文書としても書き出すフォルダ",
    en: "folder for the result as documents in OSCAL's shape (JSON)",
};

pub(super) const OUT_FILE: Opt = Opt {
    name: "out",
    takes: Takes::Path,
    ja: "書き出すファイル(既定: 標準出力)",
    en: "file to write (default: the standard output)",
};

pub(super) const AS_OF: Opt = Opt {
    name: "as-of",
    takes: Takes::Day,
    ja: "点検の基準日。例: 2026-11-22(既定: hazama.toml の as_of、なければ今日)",
    en: "day of the review, such as 2026-11-22 (default: the manifest's, else today)",
};

pub(super) const GUIDELINE: Opt = Opt {
    name: "guideline",
    takes: Takes::Word(&["6.0", "7.0"]),
    ja: "安全管理ガイドラインの版。6.0 または 7.0(既定: hazama.toml の guideline、なければ 7.0)",
    en: "edition of the hospital guideline: 6.0 or 7.0 (default: the manifest's, else 7.0)",
};

pub(super) const WORKFLOW: Opt = Opt {
    name: "workflow",
    takes: Takes::Word(&["self-check"]),
    ja: "self-check: 事業者が自社の書類を点検します。自社の不足と、利用者に求めている事項を分けて示します(病院の文書のない案件では、指定しなくてもこうなります)",
    en: "self-check: a vendor checks its own papers; its own gaps and the customers' part are shown apart (chosen by itself where a case holds no paper of a hospital)",
};

pub(super) const JSON: Opt = Opt {
    name: "json",
    takes: Takes::PathOrNothing,
    ja: "結果をJSONで書き出すファイル。「-」または省略で標準出力に出します",
    en: "write the result as JSON to this file; - or nothing for the standard output",
};

pub(super) const FAIL_ON: Opt = Opt {
    name: "fail-on",
    takes: Takes::Words(&["none", "hanging", "quarrel", "undecided", "worse"]),
    ja: "この状態の役割があれば終了コードを1にします。none、hanging(宙に浮いた役割)、quarrel(矛盾・重複)、undecided(判断不能)、worse(昨年より悪くなった役割。--last とともに)。「,」で並べられます(既定: none)",
    en: "exit with 1 when there are such duties: none, hanging, quarrel, undecided, worse (than last year, with --last); with commas between (default: none)",
};

pub(super) const FORM: Opt = Opt {
    name: "form",
    takes: Takes::Paths,
    ja: "記入前の様式のファイル。行の文言の改変・欠落・追加・移動を調べます。何度でも指定できます",
    en: "a blank form; rows that were changed, left out, added or moved are shown; may come again",
};

pub(super) const DECISIONS: Opt = Opt {
    name: "decisions",
    takes: Takes::Path,
    ja: "記入済みの gaps.xlsx。対応方針などの記入を新しいブックに引き継ぎます(既定: 案件フォルダまたは出力先にあるもの)",
    en: "a gaps.xlsx in which people have written; carries their entries over (default: one in the case folder or among the outputs)",
};

pub(super) const LAST: Opt = Opt {
    name: "last",
    takes: Takes::Path,
    ja: "昨年の案件フォルダ(または昨年の report.json、gaps.xlsx)。昨年から変わったことと、その意味を示します。昨年のブックの記入も引き継ぎます",
    en: "last year's case folder (or its report.json or gaps.xlsx): shows what changed since then and what it means; carries entries over",
};

pub(super) const PACK: Opt = Opt {
    name: "pack",
    takes: Takes::Folders,
    ja: "病院グループのパックのフォルダ。独自の義務・語・職名・担い手の定めを加えます。何度でも指定できます",
    en: "folder of a group's pack: duties, words, posts and required holders of its own; may come again",
};

pub(super) const PORT: Opt = Opt {
    name: "port",
    takes: Takes::Name,
    ja: "画面のポート番号(既定: 空いている番号)",
    en: "port of the page (default: any that is free)",
};

pub(super) const NO_OPEN: Opt = Opt {
    name: "no-open",
    takes: Takes::Nothing,
    ja: "ブラウザーを開かず、アドレスだけを示します",
    en: "open no browser, only print the address",
};

pub(super) const JOBS: Opt = Opt {
    name: "jobs",
    takes: Takes::Count,
    ja: "同時に調べる案件の数(既定: 使えるコアの数)。結果は変わりません",
    en: "cases in work at a time (default: the cores there are); the results are the same",
};

pub(super) const CACHE: Opt = Opt {
    name: "cache",
    takes: Takes::Count,
    ja: "複数の案件に共通する文書を1回だけ読むために使うメモリ(MiB。既定: 32、0 で使わない)。結果は変わりません",
    en: "MiB of memory for papers that several cases share, so that they are read once (default: 32; 0 for none); the results are the same",
};

pub(super) const STORE: Opt = Opt {
    name: "store",
    takes: Takes::Path,
    ja: "結果の履歴を加えていくSQLiteのファイル、または postgres:// で始まるこのパソコンのデータベース(--features sqlite、postgres で作ったプログラムだけ)",
    en: "SQLite file, or database of this machine (postgres://...), to which the results are added as history (only where built with --features sqlite or postgres)",
};

pub(super) const KIND: Opt = Opt {
    name: "kind",
    takes: Takes::Word(&[
        "role-table",
        "mds",
        "sds",
        "contract",
        "memorandum",
        "specification",
        "terms",
        "sla",
        "disclosure",
        "rule",
        "checklist-hospital",
        "checklist-vendor",
        "rules-json",
        "decisions",
        "unknown",
    ]),
    ja: "文書の種類を指定します(既定: 内容から見分けます)。例: contract、rule、mds",
    en: "kind of the paper, such as contract, rule or mds (default: recognised by its content)",
};

pub(super) const WHY: Opt = Opt {
    name: "why",
    takes: Takes::Nothing,
    ja: "どの語から主体・強さ・役割を読み取ったかも示します",
    en: "show which words gave the party, the strength and the duty",
};

pub(super) const STDOUT: Opt = Opt {
    name: "stdout",
    takes: Takes::Nothing,
    ja: "ファイルに書かず、画面に出します",
    en: "print it instead of writing the file",
};

pub(super) const LANG: Opt = Opt {
    name: "lang",
    takes: Takes::Word(&["ja", "en"]),
    ja: "表示の言語。ja または en(既定: ja)",
    en: "language: ja or en (default: ja)",
};

pub(super) const QUIET: Opt =
    Opt {
        name: "quiet", takes: Takes::Nothing, ja: "要約と経過を出しません", en: "no summary and no progress"
    };

pub(super) const COLOR: Opt = Opt {
    name: "color",
    takes: Takes::Word(&["auto", "always", "never"]),
    ja: "色を付けるか。auto、always または never(既定: auto)",
    en: "colours: auto, always or never (default: auto)",
};

pub(super) const PROGRESS: Opt = Opt {
    name: "progress",
    takes: Takes::Word(&["auto", "bar", "lines", "none"]),
    ja: "経過の示し方。auto(端末なら棒、ほかは行)、bar、lines または none(既定: auto)",
    en: "progress: auto (a bar on a terminal, else lines), bar, lines or none (default: auto)",
};

/// Options that every subcommand has.
pub(super) const COMMON: [&Opt; 4] = [&LANG, &QUIET, &COLOR, &PROGRESS];

impl Opt {
    /// The option for clap.
    pub fn arg(&self, lang: Lang) -> Arg {
        let arg = Arg::new(self.name).long(self.name).help(lang.pick(self.ja, self.en));
        let arg = match self.short() {
            Some(short) => arg.short(short),
            None => arg,
        };
        let arg = match self.takes {
            Takes::Nothing => arg.action(ArgAction::SetTrue),
            Takes::Path => arg.value_name("PATH").value_hint(ValueHint::AnyPath).value_parser(value_parser!(OsString)),
            Takes::Paths => arg
                .value_name("FILE")
                .value_hint(ValueHint::FilePath)
                .action(ArgAction::Append)
                .value_parser(value_parser!(OsString)),
            Takes::Folders => arg
                .value_name("DIR")
                .value_hint(ValueHint::DirPath)
                .action(ArgAction::Append)
                .value_parser(value_parser!(OsString)),
            Takes::PathOrNothing => arg
                .value_name("PATH|-")
                .num_args(0..=1)
                .default_missing_value("-")
                .value_parser(value_parser!(OsString)),
            Takes::Day => arg.value_name("YYYY-MM-DD"),
            Takes::Name => arg.value_name("ID"),
            Takes::Count => arg.value_name("N"),
            Takes::Word(words) => arg.value_name("WORD").value_parser(PossibleValuesParser::new(words)),
            Takes::Words(words) => {
                arg.value_name("WORD").value_delimiter(',').value_parser(PossibleValuesParser::new(words))
            }
        };
        // The help texts name the words and defaults themselves, in the user's language.
        arg.hide_possible_values(!matches!(self.takes, Takes::Nothing))
    }

    /// The letter that stands for it, or none.
    pub fn short(&self) -> Option<char> {
        (self.name == OUT.name).then_some('o')
    }

    /// The word behind it on the command line belongs to it.
    pub fn takes_a_word(&self) -> bool {
        !matches!(self.takes, Takes::Nothing | Takes::PathOrNothing)
    }
}
