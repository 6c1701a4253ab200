//! What `--help` shows and what `hazama` alone says first. In: the tables of commands and options. Out: text that fits the screen.
//! clap's own help breaks lines at spaces alone, which Japanese has none of, and knows its own headings in English only.

use hazama::model::Lang;
use hazama::report::width;

use super::options::{COMMON, Opt, Takes};
use super::{COMMANDS, Command, GROUPS, Many, Operand};

/// Columns that the left side of a list may take before the right side goes below it.
const LEFT: usize = 30;
/// Columns below which the right side always goes below.
const NARROW: usize = 70;

/// What the whole program is for.
pub(super) const ABOUT: [&str; 2] = [
    "医療機関と事業者のあいだで引き受け手のない安全管理の役割を、文書を突き合わせて見つけます。",
    "Finds the security duties that nobody holds between a hospital and its vendors.",
];
/// What stands below all commands and options.
pub(super) const AFTER: [[&str; 2]; 2] = [
    ["hazama DIR は hazama check DIR と同じです。", "hazama DIR is the same as hazama check DIR."],
    [
        "終了コード: 0 結果を書き出した、1 --fail-on に当たるものがあった、2 途中で止まった",
        "Exit status: 0 written, 1 written and --fail-on names something in it, 2 stopped",
    ],
];

/// Rows of a list: what is typed, and what it does.
pub(super) type Rows = Vec<(String, String)>;

/// The help of the program.
pub(super) fn of_program(lang: Lang, columns: usize) -> String {
    let mut page = Page::new(lang, columns);
    page.say(lang.pick(ABOUT[0], ABOUT[1]));
    page.usage(lang.pick("hazama <コマンド> [オプション]", "hazama <COMMAND> [OPTIONS]"));
    page.list(lang.pick("コマンド", "Commands"), &commands(lang));
    let version = ("-V, --version".to_owned(), lang.pick("版を示します", "show the version").to_owned());
    page.list(lang.pick("オプション", "Options"), &common(lang).into_iter().chain([version]).collect::<Rows>());
    for [ja, en] in AFTER {
        page.say(lang.pick(ja, en));
    }
    page.say(lang.pick("コマンドの使い方: hazama help コマンド", "Help on a command: hazama help COMMAND"));
    page.text
}

/// The help of a group of commands.
pub(super) fn of_group(name: &str, lang: Lang, columns: usize) -> String {
    let mut page = Page::new(lang, columns);
    let about = GROUPS.iter().find(|(known, ..)| *known == name).map_or("", |(_, ja, en)| lang.pick(*ja, *en));
    page.say(about);
    page.usage(
        &lang.pick(format!("hazama {name} <コマンド> [オプション]"), format!("hazama {name} <COMMAND> [OPTIONS]")),
    );
    let below = COMMANDS.iter().filter(|command| command.name.split(' ').next() == Some(name));
    let rows: Rows =
        below.map(|command| (last(command).to_owned(), lang.pick(command.ja, command.en).to_owned())).collect();
    page.list(lang.pick("コマンド", "Commands"), &rows);
    page.list(lang.pick("オプション", "Options"), &common(lang));
    page.text
}

/// The help of a command.
pub(super) fn of_command(command: &Command, lang: Lang, columns: usize) -> String {
    let mut page = Page::new(lang, columns);
    page.say(lang.pick(command.ja, command.en));
    page.usage(&usage(command, lang));
    if let Some(operand) = &command.operand {
        let row = (placeholder(operand, lang), lang.pick(operand.ja, operand.en).to_owned());
        page.list(lang.pick("引数", "Arguments"), &[row]);
    }
    page.list(lang.pick("オプション", "Options"), &options(command.options, lang));
    page.list(lang.pick("共通のオプション", "Common options"), &common(lang));
    page.text
}

/// What `hazama` alone says: what to do first.
pub(super) fn welcome(lang: Lang, columns: usize) -> String {
    let mut page = Page::new(lang, columns);
    page.say(lang.pick(ABOUT[0], ABOUT[1]));
    let steps: &[(&str, &str)] = lang.pick(
        &[
            ("1.", "契約書・院内規程・開示書(MDS/SDS)・役割分担確認表などを、1つのフォルダに入れます。"),
            ("2.", "hazama check フォルダ"),
            ("", "hazama-report/gaps.xlsx に、引き受け手のない役割の一覧ができます。Excelで開いてください。"),
            ("3.", "hazama init フォルダ"),
            ("", "文書の見分けやシステム名が違うときは、これで hazama.toml の案を作って直し、もう一度 check します。"),
        ],
        &[
            ("1.", "Put contracts, the hospital's rules, disclosures (MDS/SDS), role tables and the like into one folder."),
            ("2.", "hazama check FOLDER"),
            ("", "writes hazama-report/gaps.xlsx: the duties that nobody holds. Open it in a spreadsheet program."),
            ("3.", "hazama init FOLDER"),
            ("", "Where papers or systems were taken for something else, this proposes hazama.toml; correct it and check again."),
        ],
    );
    let steps: Rows = steps.iter().map(|(number, words)| ((*number).to_owned(), (*words).to_owned())).collect();
    page.list(lang.pick("はじめかた", "How to begin"), &steps);
    page.say(lang.pick("すべての使い方: hazama --help", "All it can do: hazama --help"));
    page.text
}

/// The commands of the help, groups as one row each.
pub(super) fn commands(lang: Lang) -> Rows {
    let mut rows = Rows::new();
    for command in &COMMANDS {
        let row = match command.name.split_once(' ') {
            None => (command.name, lang.pick(command.ja, command.en)),
            Some((group, _)) => match GROUPS.iter().find(|(known, ..)| *known == group) {
                Some((name, ja, en)) => (*name, lang.pick(*ja, *en)),
                None => continue,
            },
        };
        if rows.last().is_none_or(|(known, _)| known != row.0) {
            rows.push((row.0.to_owned(), row.1.to_owned()));
        }
    }
    rows
}

/// Options that every command has.
pub(super) fn common(lang: Lang) -> Rows {
    let help = ("-h, --help".to_owned(), lang.pick("この説明を示します", "show this help").to_owned());
    options(&COMMON, lang).into_iter().chain([help]).collect()
}

/// Options with what they take.
pub(super) fn options(options: &[&Opt], lang: Lang) -> Rows {
    let row = |option: &&Opt| {
        let short = if option.short().is_some() { "-o, " } else { "    " };
        let value = value(option, lang).map(|value| format!(" {value}")).unwrap_or_default();
        (format!("{short}--{}{value}", option.name), lang.pick(option.ja, option.en).to_owned())
    };
    options.iter().map(row).collect()
}

/// How a command is typed.
pub(super) fn usage(command: &Command, lang: Lang) -> String {
    let operand = command.operand.as_ref().map(|operand| match operand.takes {
        Many::One => format!(" {}", placeholder(operand, lang)),
        Many::Perhaps => format!(" [{}]", placeholder(operand, lang).trim_matches(['<', '>'])),
        Many::Any => format!(" [{}]...", placeholder(operand, lang).trim_matches(['<', '>'])),
    });
    format!("hazama {}{} {}", command.name, operand.unwrap_or_default(), lang.pick("[オプション]", "[OPTIONS]"))
}

/// The last word of a command's name.
fn last(command: &Command) -> &'static str {
    command.name.rsplit(' ').next().unwrap_or(command.name)
}

/// What stands for an operand.
pub(super) fn placeholder(operand: &Operand, lang: Lang) -> String {
    let ja = match operand.name {
        "DIR" | "DIRS" => "フォルダ",
        "FILE" | "FILES" => "ファイル",
        "NAME" => "名前",
        "SHELL" => "シェル",
        name => name,
    };
    format!("<{}>", lang.pick(ja, operand.name))
}

/// What stands for the value of an option, or none where it takes none.
fn value(option: &Opt, lang: Lang) -> Option<String> {
    /// Letters of a list of words that is still shown.
    const LIST: usize = 34;
    let words = |words: &[&str], between: &str| {
        let list = words.join(between);
        if list.len() <= LIST { format!("<{list}>") } else { lang.pick("<語>", "<WORD>").to_owned() }
    };
    Some(match option.takes {
        Takes::Nothing => return None,
        Takes::Path => lang.pick("<パス>", "<PATH>").to_owned(),
        Takes::Paths => lang.pick("<ファイル>", "<FILE>").to_owned(),
        Takes::Folders => lang.pick("<フォルダ>", "<DIR>").to_owned(),
        Takes::PathOrNothing => lang.pick("[<パス>|-]", "[<PATH>|-]").to_owned(),
        Takes::Day => "<YYYY-MM-DD>".to_owned(),
        Takes::Name => "<ID>".to_owned(),
        Takes::Count => lang.pick("<数>", "<N>").to_owned(),
        Takes::Word(list) => words(list, "|"),
        Takes::Words(list) => words(list, ","),
    })
}

/// Paragraphs and lists that fit the screen.
struct Page {
    text: String,
    lang: Lang,
    columns: usize,
}

impl Page {
    fn new(lang: Lang, columns: usize) -> Page {
        Page { text: String::new(), lang, columns }
    }

    fn say(&mut self, words: &str) {
        self.gap();
        self.lines(0, words);
    }

    fn usage(&mut self, words: &str) {
        self.say(&format!("{}: {words}", self.lang.pick("使い方", "Usage")));
    }

    fn list(&mut self, head: &str, rows: &[(String, String)]) {
        if rows.is_empty() {
            return;
        }
        self.gap();
        self.lines(0, &format!("{head}:"));
        let is_narrow = self.columns < NARROW;
        let left = rows.iter().map(|(left, _)| width::of(left)).filter(|wide| *wide <= LEFT).max().unwrap_or(0);
        for (typed, does) in rows {
            let wide = width::of(typed);
            let indent = if is_narrow { 10 } else { left + 4 };
            if is_narrow || wide > left {
                self.lines(2, typed);
                self.lines(indent, does);
                continue;
            }
            let lines = width::wrap(does, self.columns.saturating_sub(indent).max(20));
            for (at, line) in lines.iter().enumerate() {
                let before =
                    if at == 0 { format!("  {typed}{}", " ".repeat(left - wide + 2)) } else { " ".repeat(indent) };
                self.text.push_str(&(before + line + "\n"));
            }
        }
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn lines(&mut self, indent: usize, words: &str) {
        for line in width::wrap(words, self.columns.saturating_sub(indent).max(20)) {
            self.text.push_str(&(" ".repeat(indent) + &line + "\n"));
        }
    }
}
