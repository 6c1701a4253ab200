//! A first edition file from a real form, for a maintainer to correct. In: a source. Out: TOML in the shape of `forms/*.toml`, in which
//! what was guessed is marked. The words of the form's rows are not copied.

use std::fmt::Write;

use super::recognise::{head_of, layout_of, recognise};
use super::sheet::{Sheet, sheets};
use super::table::{Columns, own_cells};
use super::{head::Head, read, signs};
use crate::catalogue::{Catalogue, Column, FormEdition, FormLayout, Label, layout_named, layout_names};
use crate::model::{Content, Date, Kind, Source};
use crate::text::numbers::{row_number, squeeze};

/// A first edition file.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The name that the file should have, without ending.
    pub id: String,
    /// Its text.
    pub text: String,
}

const LATE: Date = Date { year: 2100, month: 1, day: 1 };

/// Drafts an edition file from a form, blank or filled in. `kind` overrules what is recognised.
///
/// # Errors
/// A sentence that says why none could be made, and what to do.
pub fn draft(source: &Source, kind: Option<Kind>, catalogue: &Catalogue) -> Result<Draft, String> {
    if let (Content::Nothing, Some(notice)) = (&source.content, source.notices.first()) {
        return Err(notice.message.clone());
    }
    let recognised = recognise(source, catalogue);
    let known = kind.or(recognised.as_ref().map(|form| form.kind));
    let all = sheets(source);
    let found = match known.and_then(|kind| Some((kind, layout_of(kind, catalogue)?))) {
        Some((kind, layout)) => table_of(&all, layout).map(|(sheet, row)| (kind, layout, sheet, row)),
        None => by_structure(&all, catalogue),
    };
    let Some((kind, layout, sheet, row)) = found else {
        return Err(
            "回答欄のある表が見つかりませんでした。項番・内容・回答などの見出し行のある様式を指定してください。"
                .to_owned(),
        );
    };
    let reading = read(source, kind, catalogue, LATE);
    let head = head_of(&all, layout);
    let (edition, edition_is) = edition(&head);
    let id = format!("{}-{}", kind.id(), edition.to_lowercase());
    let layout_name =
        layout_names().into_iter().find(|name| is_family(layout_named(name), layout)).unwrap_or("disclosure");

    let mut text = format!(
        "# 「{}」から作った、版の定義の案です。「推定」の行を公表資料で確かめて直し、{id}.toml の名前で保存してください。\n\
         # 質問や項目の文(公的な文言)は書かないでください。確かめるには hazama form check {id}.toml を使います。\n",
        source.path
    );
    if catalogue.forms.iter().any(|form| form.id == id) {
        let _ = writeln!(text, "# この版({id})はすでに登録されています。");
    }
    let _ = writeln!(text, "# 読み取った行: {} 行", reading.rows.len());
    let mut line = |field: &str, value: String, comment: &str| {
        let comment = if comment.is_empty() { String::new() } else { format!("  # {comment}") };
        let _ = writeln!(text, "{field} = {value}{comment}");
    };
    let why = match (kind == known.unwrap_or(Kind::Unknown), &recognised) {
        (true, Some(form)) if form.kind == kind => format!("推定: {}", form.reason),
        (true, _) => "指定による".to_owned(),
        _ => "推定: 表の形だけから".to_owned(),
    };
    line("kind", quoted(kind.id()), &why.replace(char::is_control, " "));
    line("edition", quoted(&edition), &edition_is);
    line("layout", quoted(layout_name), "");
    let title = title(&head, kind, catalogue);
    line(
        "titles",
        list([title.as_str()]),
        "推定: 表の上の行から。1つの表題の語を空白で区切り、別の表題は一覧に足します",
    );
    line("versions", list(versions(&head, &edition).iter().map(String::as_str)), "推定: 様式が自分の版を示す書き方");
    match &reading.header.guideline {
        Some(guideline) => line("guideline", quoted(guideline), "推定: 対応ガイドラインの表示から"),
        None => line("# guideline", quoted("6.0"), "答えるガイドラインの版。様式に書かれていれば書きます"),
    }
    line("# numbers", list(["24-005"]), "発行者の番号。公表資料で確かめて書きます");
    line(
        "# since",
        quoted("2026-06"),
        "様式が出た年と月。これより前の記入日を誤りとして知らせます。公表資料で確かめて書きます",
    );
    match manner(&reading.rows, kind, catalogue) {
        Some((manner, like)) => line("references", format!("'{manner}'"), &format!("推定: {like} と同じ参照の書き方")),
        None => line(
            "# references",
            "'\\(第[0-9]+章\\)'".to_owned(),
            "質問の末尾の参照の書き方(正規表現)。版の見分けに役立つときだけ書きます",
        ),
    }
    let labels = labels(&all, layout);
    if !labels.is_empty() && matches!(kind, Kind::Mds | Kind::Sds) {
        line("labels", list(labels.iter().map(String::as_str)), "推定: この種類だけにある記入欄");
    }
    let headings = headings(sheet, row, layout);
    let named: Vec<&str> =
        headings.iter().filter(|(_, column)| column.is_some()).map(|(words, _)| words.as_str()).collect();
    line("heads", list([named.join(" ").as_str()]), "読み取った見出し");
    if sheet.is_in_book() && !sheet.grid.name.starts_with("Sheet") {
        line("sheets", list([sheet.grid.name.replace(char::is_whitespace, "").as_str()]), "推定: シート名の語");
    }
    let unknown: Vec<&str> =
        headings.iter().filter(|(_, column)| column.is_none()).map(|(words, _)| words.as_str()).collect();
    if !unknown.is_empty() {
        text.push_str("\n# 次の見出しの役目は分かりませんでした。number title text answer yes no na date done remark_key remark holder clause other から選びます。\n[columns]\n");
        let _ = writeln!(text, "other = {}  # 推定", quoted(&unknown.join(" ")));
    }
    case(&mut text, &title, &edition, kind, sheet, row, layout);
    Ok(Draft { id, text })
}

fn is_family(named: Option<&FormLayout>, layout: &FormLayout) -> bool {
    named.is_some_and(|named| named.heads == layout.heads && named.remark_block == layout.remark_block)
}

/// The first sheet with a table, and the row of its head.
fn table_of<'a>(all: &'a [Sheet<'a>], layout: &FormLayout) -> Option<(&'a Sheet<'a>, u32)> {
    all.iter().filter(|sheet| !sheet.grid.hidden).find_map(|sheet| {
        let row = sheet.grid.rows().into_iter().find(|&row| Columns::at(&sheet.grid, row, layout).is_some())?;
        Some((sheet, row))
    })
}

/// A form of an unknown title: the family whose layout finds a table; choices with 対象外 make it a disclosure.
fn by_structure<'a>(
    all: &'a [Sheet<'a>],
    catalogue: &'a Catalogue,
) -> Option<(Kind, &'a FormLayout, &'a Sheet<'a>, u32)> {
    [Kind::Mds, Kind::RoleTable, Kind::ChecklistHospital].into_iter().find_map(|kind| {
        let layout = layout_of(kind, catalogue)?;
        let (sheet, row) = table_of(all, layout)?;
        let columns = Columns::at(&sheet.grid, row, layout)?;
        (kind != Kind::Mds || columns.only(Column::Na).is_some()).then_some((kind, layout, sheet, row))
    })
}

fn edition(head: &Head) -> (String, String) {
    match (&head.version, &head.fiscal, &head.issued) {
        (Some(version), ..) => (version.clone(), "推定: 版の表示から".to_owned()),
        (_, Some(fiscal), _) => (fiscal.clone(), "推定: 年度の表示から".to_owned()),
        (.., Some(issued)) => (issued.clone(), "推定: 発行・改定の年月から".to_owned()),
        _ => ("new".to_owned(), "版の表示が見当たりません。版の名前を書いてください".to_owned()),
    }
}

/// Words by which the paper names its version.
fn versions(head: &Head, edition: &str) -> Vec<String> {
    match head.fiscal.as_deref().and_then(|fiscal| fiscal.strip_prefix('R')) {
        Some(year) if head.version.is_none() => vec![format!("令和{year}年度"), format!("令和{year}年版")],
        _ => vec![edition.to_owned()],
    }
}

/// The title: that of a known edition where one fits, else the first line above the table that looks like one, without its version.
fn title(head: &Head, kind: Kind, catalogue: &Catalogue) -> String {
    let bears = |title: &&Vec<String>| title.iter().all(|word| head.words.contains(word.as_str()));
    let known = catalogue.forms.iter().filter(|form| form.kind == kind).flat_map(|form| form.titles.iter());
    if let Some(title) = known.filter(bears).max_by_key(|title| title.concat().chars().count()) {
        return title.join(" ");
    }
    let is_title = |line: &&str| ["表", "書", "リスト", "シート"].iter().any(|end| line.contains(end));
    let line = head.words.lines().find(is_title).or(head.words.lines().next()).unwrap_or("表題");
    let bare = line.split(['(', '[']).next().unwrap_or(line);
    let bare = bare.split("Ver").next().unwrap_or(bare);
    let bare = bare.trim_end_matches(|letter: char| letter.is_ascii());
    if bare.is_empty() { line.to_owned() } else { bare.to_owned() }
}

/// The manner of a known edition in which questions cite the guideline, and that edition's name.
fn manner(rows: &[crate::model::Row], kind: Kind, catalogue: &Catalogue) -> Option<(String, String)> {
    let form: &FormEdition = signs::manner_of(kind, rows, catalogue)?;
    Some((form.references.as_ref()?.as_str().to_owned(), form.id.clone()))
}

/// Labels for the vendor and the product, as printed.
fn labels(all: &[Sheet], layout: &FormLayout) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for sheet in all {
        let lines = sheet.lines.iter().map(|line| line.text.as_str());
        let cells = sheet.grid.cells.values().map(|cell| cell.text.as_str());
        for text in lines.chain(cells).filter(|text| text.chars().count() <= 40) {
            let label = text.split([':', '：']).next().unwrap_or(text);
            let words = squeeze(label);
            if matches!(layout.label(label), Some(Label::Vendor | Label::Product)) && !labels.contains(&words) {
                labels.push(words);
            }
        }
    }
    labels.truncate(4);
    labels
}

/// The headings of the table, without brackets, with their columns where the layout knows them.
fn headings(sheet: &Sheet, row: u32, layout: &FormLayout) -> Vec<(String, Option<Column>)> {
    let height = Columns::at(&sheet.grid, row, layout).map_or(1, |columns| columns.height);
    let mut headings: Vec<(String, Option<Column>)> = Vec::new();
    for below in 0..height {
        for (_, cell) in own_cells(&sheet.grid, row + below) {
            let words = squeeze(&cell.text);
            let bare = words.split('(').next().unwrap_or_default();
            if bare.is_empty() || bare.chars().count() > 20 || headings.iter().any(|(known, _)| known == bare) {
                continue;
            }
            headings.push((bare.to_owned(), layout.column(bare)));
        }
    }
    headings
}

/// A little paper with the form's title, version and headings, and one invented row.
fn case(text: &mut String, title: &str, edition: &str, kind: Kind, sheet: &Sheet, row: u32, layout: &FormLayout) {
    let version = match (kind, edition.strip_prefix('R')) {
        (Kind::Mds | Kind::Sds, _) => format!("{} Ver.{edition}", kind.id().to_uppercase()),
        (_, Some(year)) => format!("令和{year}年度"),
        _ => match edition.split_once('-') {
            Some((year, month)) => format!("({year}年{}月版)", month.trim_start_matches('0')),
            None => edition.to_owned(),
        },
    };
    let columns = Columns::at(&sheet.grid, row, layout).unwrap_or_default();
    let mut lines = vec![title.to_owned(), version];
    for below in 0..columns.height {
        lines.push(cells(
            &own_cells(&sheet.grid, row + below).map(|(at, cell)| (at, squeeze(&cell.text))).collect::<Vec<_>>(),
        ));
    }
    let invented = [
        (Column::Number, "1"),
        (Column::Title, "作例"),
        (Column::Text, "作例の行を備えているか。"),
        (Column::Answer, "はい"),
        (Column::Yes, "○"),
    ];
    let mut row: Vec<(u32, String)> =
        invented.into_iter().filter_map(|(column, words)| Some((columns.only(column)?, words.to_owned()))).collect();
    if columns.only(Column::Number).is_none() && row_number("1").is_some() {
        row.iter_mut()
            .filter(|(at, _)| Some(*at) == columns.only(Column::Text))
            .for_each(|(_, words)| words.insert_str(0, "1 "));
    }
    row.sort();
    lines.push(cells(&row));
    let lines: String = lines.iter().map(|line| format!("  {},\n", quoted(line))).collect();
    let _ = write!(
        text,
        "\n# この版と読まれる小さな例。行の文は作りものにしてください。\n[[case]]\nname = \"表題と版の表示\"\nmatches = true\nrows = 1\nlines = [\n{lines}]\n"
    );
}

/// Cells on one line with `|` between.
fn cells(cells: &[(u32, String)]) -> String {
    let last = cells.iter().map(|(at, _)| *at).max().unwrap_or_default();
    let at = |column: u32| cells.iter().find(|(at, _)| *at == column).map_or("", |(_, words)| words.as_str());
    (0..=last).map(|column| at(column).replace('|', "/")).collect::<Vec<_>>().join("|")
}

fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).map(quoted).collect();
    format!("[{}]", words.join(", "))
}

/// A TOML string on one line.
fn quoted(words: &str) -> String {
    let words: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}
