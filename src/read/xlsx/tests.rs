//! Workbooks as Excel and other programs write them, and what is read out of them.

use rust_xlsxwriter::{Format, Workbook};

use crate::model::{Cell, Content, Date, Grid, Paper, Source, Value};
use crate::read::build::{relationships, xlsx, zipped};
use crate::read::source;

fn read(bytes: Vec<u8>) -> Source {
    source(&Paper { path: "確認表.xlsx".to_owned(), bytes })
}

fn grids(source: &Source) -> &[Grid] {
    if let Content::Book(grids) = &source.content { grids } else { &[] }
}

/// The only cell of a hand-made sheet and the notices.
fn only(row: &str, parts: &[(&str, &str)]) -> (Option<Cell>, Vec<String>) {
    let source = read(xlsx(&format!("<sheetData><row r=\"1\">{row}</row></sheetData>"), parts));
    let cell = grids(&source).first().and_then(|grid| grid.cells.values().next()).cloned();
    (cell, source.notices.into_iter().map(|notice| notice.message).collect())
}

fn day(year: i16, month: u8, day: u8) -> Value {
    Value::Date(Date::new(year, month, day).expect("a day"))
}

#[test]
fn a_workbook_is_read_with_all_that_lies_around_its_cells() {
    let mut book = Workbook::new();
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new();
    let sheet = book.add_worksheet();
    sheet.set_name("役割分担").expect("names");
    sheet.merge_range(0, 0, 1, 2, "役割分担確認表", &plain).expect("merges");
    sheet.write_with_format(2, 0, "はい", &struck).expect("writes");
    sheet.write_rich_string(2, 1, &[(&struck, "はい"), (&plain, "・いいえ")]).expect("writes");
    sheet.write_rich_string(2, 2, &[(&struck, "はい"), (&struck, "いいえ")]).expect("writes");
    sheet.write_rich_string(2, 3, &[(&plain, "は"), (&Format::new().set_bold(), "い")]).expect("writes");
    sheet.write(3, 0, 4.1).expect("writes");
    sheet.write(3, 1, 12).expect("writes");
    sheet.write(3, 2, true).expect("writes");
    let era = Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\"");
    sheet.write_with_format(3, 3, 46113, &era).expect("writes");
    sheet.set_row_hidden(5).expect("hides");
    sheet.set_column_hidden(6).expect("hides");
    let hidden = book.add_worksheet();
    hidden.set_name("控え").expect("names").set_hidden(true);
    hidden.write(9, 701, "隅").expect("writes");
    let source = read(book.save_to_buffer().expect("saves"));

    let [first, second] = grids(&source) else { panic!("two sheets") };
    assert_eq!((first.name.as_str(), first.hidden, second.hidden), ("役割分担", false, true));
    assert_eq!(first.merges, [(0, 0, 1, 2)]);
    assert_eq!(first.text(1, 2), "役割分担確認表");
    let struck: Vec<Option<&str>> = (0..4).map(|column| first.cells[&(2, column)].struck.as_deref()).collect();
    assert_eq!(struck, [Some("はい"), Some("はい"), Some("はいいいえ"), None]);
    assert_eq!(first.text(2, 1), "はい・いいえ");
    let shown: Vec<&str> = (0..4).map(|column| first.text(3, column)).collect();
    assert_eq!(shown, ["4.1", "12", "TRUE", "2026-04-01"]);
    assert_eq!(first.cells[&(3, 3)].value, day(2026, 4, 1));
    assert!(first.hidden_rows.contains(&5) && first.hidden_columns.contains(&6));
    assert_eq!(second.text(9, 701), "隅");
    let notices: Vec<&str> = source.notices.iter().map(|notice| notice.message.as_str()).collect();
    let [hidden, struck] = notices.as_slice() else { panic!("{notices:?}") };
    assert!(hidden.contains("行が1行、列が1列") && struck.contains("セルA3、B3、C3に取り消し線"), "{notices:?}");
}

#[test]
fn cells_are_read_in_every_way_they_are_written() {
    let strings = r#"<si><t>一</t></si><si><r><rPr><strike/></rPr><t>はい</t></r><r><t xml:space="preserve"> いいえ</t></r></si>
        <si><t>病院</t><rPh sb="0" eb="2"><t>ビョウイン</t></rPh><phoneticPr fontId="1"/></si><si><t>一</t></si>"#;
    let styles = r#"<numFmts><numFmt numFmtId="176" formatCode="[$-411]ge\.m\.d;@"/></numFmts>
        <fonts><font/><font><strike/></font></fonts><fills/><borders/>
        <cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="57" fontId="0"/><xf numFmtId="176" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="10" fontId="0"/></cellXfs>"#;
    let parts = [("sharedStrings", strings), ("styles", styles)];
    for (cell, value, shown, struck) in [
        (r#"<c r="A1" t="s"><v>0</v></c>"#, Value::Text, "一", None),
        (r#"<c r="A1" t="s"><v>1</v></c>"#, Value::Text, "はい いいえ", Some("はい")),
        (r#"<c r="A1" t="s" s="3"><v>1</v></c>"#, Value::Text, "はい いいえ", Some("はい いいえ")),
        (r#"<c r="A1" t="s" s="3"><v>3</v></c>"#, Value::Text, "一", Some("一")),
        (r#"<c r="A1" t="s"><v>2</v></c>"#, Value::Text, "病院", None),
        (r#"<c r="A1" t="inlineStr"><is><t>直書き</t></is></c>"#, Value::Text, "直書き", None),
        (
            r#"<c r="A1" t="inlineStr"><is><r><t>はい</t></r><r><rPr><strike val="1"/></rPr><t>いいえ</t></r></is></c>"#,
            Value::Text,
            "はいいいえ",
            Some("いいえ"),
        ),
        (r#"<c r="A1" t="str"><f>A2</f><v>式の結果</v></c>"#, Value::Text, "式の結果", None),
        (r#"<c r="A1" s="1"><v>46113</v></c>"#, day(2026, 4, 1), "2026-04-01", None),
        (r#"<c r="A1" s="2"><v>46113</v></c>"#, day(2026, 4, 1), "2026-04-01", None),
        (r#"<c r="A1" t="d"><v>2026-04-01T00:00:00</v></c>"#, day(2026, 4, 1), "2026-04-01", None),
        (r#"<c r="A1" s="4"><v>0.995</v></c>"#, Value::Number(0.995), "99.50%", None),
        (r#"<c r="A1"><v>3</v></c>"#, Value::Number(3.0), "3", None),
        (r#"<c r="A1" t="b"><v>0</v></c>"#, Value::Bool(false), "FALSE", None),
        (r##"<c r="A1" t="e"><v>#REF!</v></c>"##, Value::Error("#REF!".to_owned()), "#REF!", None),
        (r##"<c r="A1" t="e"><v>#SPILL!</v></c>"##, Value::Error("#SPILL!".to_owned()), "#SPILL!", None),
        (r#"<c r="A1" t="b"><v>True</v></c>"#, Value::Bool(true), "TRUE", None),
        (r#"<c r="A1"><v> 12 </v></c>"#, Value::Number(12.0), "12", None),
        (r#"<c r="A1"><v>inf</v></c>"#, Value::Text, "inf", None),
        (r#"<c r="A1" t="inlineStr"><is><t>一</t></is><v>二</v></c>"#, Value::Text, "一", None),
        (r#"<c r="A1"><v>1</v><extLst><ext/></extLst></c>"#, Value::Number(1.0), "1", None),
        ("<c><v>7</v></c>", Value::Number(7.0), "7", None),
        ("<c t=\"str\"><v>a\r\nb_x000D_\n</v></c>", Value::Text, "a\nb\n", None),
    ] {
        let (found, notices) = only(cell, &parts);
        let expected = Cell { value, text: shown.to_owned(), struck: struck.map(str::to_owned), ..Cell::default() };
        assert_eq!(found, Some(expected), "{cell}");
        assert_eq!(notices.len(), usize::from(struck.is_some()), "{notices:?}");
    }
}

#[test]
fn days_count_from_1904_where_the_book_says_so() {
    let styles = r#"<fonts><font/></fonts><cellXfs><xf numFmtId="14" fontId="0"/></cellXfs>"#;
    let parts = [("workbookPr", r#"<workbookPr date1904="1"/>"#), ("styles", styles)];
    assert_eq!(only(r#"<c r="A1" s="0"><v>44651</v></c>"#, &parts).0.map(|cell| cell.value), Some(day(2026, 4, 1)));
}

#[test]
fn what_cannot_be_read_is_named() {
    for (cell, word) in [
        (r#"<c r="B1"><f>SUM(A1:A9)</f></c><c r="C1"><v>1</v></c>"#, "セルB1は計算式の結果"),
        (r#"<c r="A1" t="e"><v>SPILL</v></c><c r="B1"><v>1</v></c>"#, "値を読み取れないセルが1個"),
        (r#"<c r="A1" t="b"><v>2</v></c><c r="B1"><v>1</v></c>"#, "値を読み取れないセルが1個"),
        (
            r#"<c r="A1" t="n"><v>一</v></c><c r="B1" t="x"><v>1</v></c><c r="C1"><v>1</v></c>"#,
            "値を読み取れないセルが2個",
        ),
        (r#"<c r="A1" t="s"><v>一</v></c><c r="B1"><v>1</v></c>"#, "値を読み取れないセルが1個"),
        (r#"<c r="A1" t="s"><v>999</v></c><c r="B1"><v>1</v></c>"#, "値を読み取れないセルが1個"),
        (r#"<c r="A1"><v>1</v></c><c r="B1"><v>2</c>"#, "途中まで"),
    ] {
        let (found, notices) = only(cell, &[]);
        assert_eq!(found.map(|cell| cell.text).as_deref(), Some("1"), "{cell}");
        assert_eq!(notices.len(), 1, "{notices:?}");
        assert!(notices[0].contains(word), "{notices:?}");
    }
}

#[test]
fn two_cells_at_the_ends_of_a_sheet_cost_nothing() {
    let cells = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    let source = read(xlsx(cells, &[]));
    let [grid] = grids(&source) else { panic!("one sheet") };
    assert_eq!(grid.cells.keys().copied().collect::<Vec<_>>(), [(0, 0), crate::read::sheet::LAST]);
}

#[test]
fn an_impossible_dimension_behind_other_things_is_told() {
    let cells = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#;
    for before in [
        r#"<c r="A1"><v>1</v></c><dimension ref="AAAAAAAAA1"/>"#,
        r#"<c r="A1"><dimension ref="AAAAAAAAA1"/></c>"#,
        r#"<dataValidation><dimension ref="AAAAAAAAA1"/></dataValidation>"#,
    ] {
        let source = read(xlsx(&format!("{before}{cells}"), &[]));
        let told = source.notices.iter().any(|notice| notice.message.contains("壊れている"));
        assert!(told, "{before}: {:?}", source.notices);
    }
}

#[test]
fn a_table_of_strings_may_claim_what_it_likes() {
    let strings = "<si><t>一</t></si></sst><sst uniqueCount=\"18446744073709551615\">";
    let (found, notices) = only(r#"<c r="A1" t="s"><v>0</v></c>"#, &[("sharedStrings", strings)]);
    assert_eq!((found.map(|cell| cell.text).as_deref(), notices.len()), (Some("一"), 0));
}

/// A workbook of these sheets: name, further attributes, id of the relationship.
fn listed(sheets: &[(&str, &str, &str)]) -> Source {
    let sheets = sheets.iter().map(|(name, more, id)| format!(r#"<sheet name="{name}" {more} r:id="{id}"/>"#));
    let book = format!(r#"<workbook xmlns:r="r"><sheets>{}</sheets></workbook>"#, sheets.collect::<String>());
    let main = relationships(&[("officeDocument", "xl/workbook.xml")]);
    let related = relationships(&[
        ("worksheet", "worksheets/one.xml"),
        ("worksheet", "/xl/worksheets/two.xml"),
        ("chartsheet", "chartsheets/sheet1.xml"),
        ("worksheet", "worksheets/gone.xml"),
    ]);
    let sheet = |text: &str| {
        format!(r#"<worksheet><sheetData><row><c t="str"><v>{text}</v></c></row></sheetData></worksheet>"#)
    };
    read(zipped(&[
        ("_rels/.rels", &main),
        ("xl/_rels/workbook.xml.rels", &related),
        ("xl/workbook.xml", &book),
        ("xl/worksheets/one.xml", &sheet("一")),
        ("xl/worksheets/two.xml", &sheet("二")),
        ("xl/chartsheets/sheet1.xml", "<chartsheet/>"),
    ]))
}

#[test]
fn every_listed_sheet_is_read_or_named() {
    let source = listed(&[
        ("表", "", "r1"),
        ("表", r#"state="veryHidden""#, "r2"),
        ("図", "", "r3"),
        ("無い部品", "", "r4"),
        ("無い関係", r#"state="visible""#, "r9"),
    ]);
    let found: Vec<(&str, bool, &str)> =
        grids(&source).iter().map(|grid| (grid.name.as_str(), grid.hidden, grid.text(0, 0))).collect();
    let expected = [("表", false, "一"), ("表", true, "二"), ("無い部品", false, ""), ("無い関係", false, "")];
    assert_eq!(found, expected);
    let notices: Vec<&str> = source.notices.iter().map(|notice| notice.message.as_str()).collect();
    let [first, second] = notices.as_slice() else { panic!("{notices:?}") };
    assert!(first.contains("無い部品") && second.contains("無い関係"), "{notices:?}");
    assert!(notices.iter().all(|notice| notice.contains("読み取れませんでした")), "{notices:?}");
}
