//! Documents as Word writes them, and what is read out of them.

use crate::model::{Block, Content, Paper};
use crate::read::build::{docx, shown};
use crate::read::source;

/// Reads a document; gives its blocks and its notices.
fn read(body: &str, parts: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let source = source(&Paper { path: "規程.docx".to_owned(), bytes: docx(body, parts) });
    assert_eq!(source.container, "docx");
    (shown(&source), source.notices.into_iter().map(|notice| notice.message).collect())
}

fn words(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

#[test]
fn text_is_read_letter_for_letter() {
    for (inner, expected) in [
        (words("甲は、A&amp;B &#x4E59;を行う。"), "甲は、A&B 乙を行う。"),
        (words("　　(1) 字下げ  "), "　　(1) 字下げ"),
        ("<w:r><w:t>項目</w:t><w:tab/><w:t>値</w:t><w:br/><w:t>次</w:t><w:br w:type=\"page\"/></w:r>".into(), "項目\t値\n次"),
        ("<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"840\"/></w:tabs></w:pPr>".to_owned() + &words("甲"), "甲"),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>きそん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>毀損</w:t></w:r></w:rubyBase></w:ruby></w:r>"
                .into(),
            "毀損",
        ),
        ("<w:hyperlink><w:r><w:t>別紙1</w:t></w:r></w:hyperlink>".into(), "別紙1"),
        ("<w:smartTag><w:r><w:t>市立</w:t></w:r></w:smartTag><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple>".into(), "市立3"),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r>"
                .into(),
            "7",
        ),
        ("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>はい</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/><w:t>いいえ</w:t></w:r>".into(), "☑はい☐いいえ"),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox></w:ffData></w:fldChar><w:t>はい</w:t></w:r>".into(), "☑はい"),
        (
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:r><w:t>選んだ値</w:t></w:r></w:sdtContent></w:sdt>".into(),
            "選んだ値",
        ),
        (
            words("前") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>ここをクリック</w:t></w:r></w:sdtContent></w:sdt>" + &words("後"),
            "前後",
        ),
    ] {
        let (blocks, notices) = read(&paragraph(&inner), &[]);
        assert_eq!(blocks, [format!("1:{expected}")], "{inner}");
        assert!(notices.is_empty(), "{notices:?}");
    }
}

#[test]
fn tracked_changes_are_accepted_with_one_notice() {
    let deleted = |text: &str| format!("<w:del w:id=\"1\"><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let inserted = |text: &str| format!("<w:ins w:id=\"2\">{}</w:ins>", words(text));
    let end_deleted = "<w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr>";
    let old = "<w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"9\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>";
    let row = |change: &str, text: &str| {
        format!("<w:tr><w:trPr>{change}</w:trPr><w:tc>{}</w:tc></w:tr>", paragraph(&words(text)))
    };
    for (body, expected, counts) in [
        (
            paragraph(&(words("乙は、") + &deleted("七日以内") + &inserted("翌営業日まで") + &words("に"))),
            vec!["1:乙は、翌営業日までに"],
            (1, 1),
        ),
        (
            paragraph(&format!("<w:moveFrom>{}</w:moveFrom>", words("甲")))
                + &paragraph(&format!("<w:moveTo>{}</w:moveTo>", words("甲"))),
            vec!["2:甲"],
            (1, 1),
        ),
        (
            paragraph(&(end_deleted.to_owned() + &words("甲は、"))) + &paragraph(&words("行う。")),
            vec!["2:甲は、行う。"],
            (0, 1),
        ),
        (paragraph(&(end_deleted.to_owned() + &words("終わり"))), vec!["1:終わり"], (0, 1)),
        (
            format!("<w:tbl>{}{}</w:tbl>", row("<w:del/>", "消えた行"), row("<w:ins/>", "残る行")),
            vec!["2:残る行"],
            (0, 1),
        ),
        (paragraph(&(old.to_owned() + &words("甲") + &inserted("乙"))), vec!["1:甲乙"], (1, 0)),
    ] {
        let (blocks, notices) = read(&body, &[]);
        assert_eq!(blocks, expected, "{body}");
        assert_eq!(notices.len(), 1, "{body}");
        assert!(notices[0].contains(&format!("追加{}か所、削除{}か所", counts.0, counts.1)), "{notices:?}");
    }
}

#[test]
fn hidden_and_struck_letters_stay_out_with_a_notice() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let styles = r#"<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="s"><w:rPr><w:strike/></w:rPr></w:style>"#;
    for (inner, expected, notice) in [
        (run("<w:vanish/>", "隠れた") + &words("文"), "1:文", Some("隠し文字が1か所")),
        (run("<w:rStyle w:val=\"h\"/>", "隠れた") + &words("文"), "1:文", Some("隠し文字が1か所")),
        (run("<w:strike/>", "はい") + &words("いいえ"), "1:いいえ", Some("取り消し線の付いた文字が1か所")),
        (run("<w:strike w:val=\"0\"/>", "はい"), "1:はい", None),
        (
            "<w:pPr><w:pStyle w:val=\"s\"/></w:pPr>".to_owned()
                + &words("消")
                + &run("<w:strike w:val=\"false\"/>", "残"),
            "1:残",
            Some("取り消し線"),
        ),
        (
            "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>".to_owned() + &words("段落の印だけ隠れる"),
            "1:段落の印だけ隠れる",
            None,
        ),
    ] {
        let (blocks, notices) = read(&paragraph(&inner), &[("styles", styles)]);
        assert_eq!(blocks, [expected], "{inner}");
        assert_eq!(notices.len(), usize::from(notice.is_some()));
        assert!(notice.is_none_or(|notice| notices[0].contains(notice)), "{notices:?}");
    }
}

#[test]
fn numbers_and_headings_come_from_lists_and_styles() {
    let level = |index: u8, format: &str, text: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level(0, "decimal", "第%1条", "<w:pStyle w:val=\"jo\"/>"),
        level(1, "decimal", "%2", "<w:pStyle w:val=\"ko\"/>"),
        level(2, "aiueoFullWidth", "(%3)", ""),
    );
    let styles = r#"<w:style w:type="paragraph" w:styleId="jo"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="ko"><w:basedOn w:val="jo"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>"#;
    let styled = |style: &str, more: &str, text: &str| {
        paragraph(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}", words(text)))
    };
    let listed = |list: u8, level: u8, text: &str| {
        let numbers = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        paragraph(&format!("<w:pPr>{numbers}</w:pPr>{}", words(text)))
    };
    let body = [
        styled("jo", "", "目的"),
        styled("ko", "", "甲は…"),
        listed(1, 2, "一つ目"),
        listed(1, 2, "二つ目"),
        listed(1, 1, "乙は…"),
        styled("jo", "", "定義"),
        styled("ko", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "番号のない段落"),
        styled("jo", "", ""),
        styled("ko", "<w:numPr><w:ilvl w:val=\"2\"/></w:numPr>", "三階層目"),
        paragraph(&("<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>".to_owned() + &words("附則"))),
    ]
    .concat();
    let (blocks, _) = read(&body, &[("styles", styles), ("numbering", &numbering)]);
    assert_eq!(
        blocks,
        [
            "1:##第1条|目的",
            "2:1|甲は…",
            "3:(ア)|一つ目",
            "4:(イ)|二つ目",
            "5:2|乙は…",
            "6:##第2条|定義",
            "7:番号のない段落",
            "9:(ア)|三階層目",
            "10:#附則",
        ]
    );
}

#[test]
fn tables_keep_their_columns() {
    let cell = |look: &str, inner: &str| format!("<w:tc><w:tcPr>{look}</w:tcPr>{inner}</w:tc>");
    let plain = |text: &str| cell("", &paragraph(&words(text)));
    let row = |inner: &str| format!("<w:tr>{inner}</w:tr>");
    let table = |inner: &str| format!("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{inner}</w:tbl>");
    let span = "<w:gridSpan w:val=\"2\"/>";
    let top = "<w:vMerge w:val=\"restart\"/>";
    let below = "<w:vMerge/>";
    for (body, expected) in [
        (
            row(&(cell(span, &paragraph(&words("担当"))) + &plain("備考")))
                + &row(&(plain("甲") + &plain("乙") + &plain(""))),
            "1:[担当+2|備考 / 甲|乙|]",
        ),
        (
            row(&(cell(top, &paragraph(&words("保守"))) + &plain("更新")))
                + &row(&(cell(below, &paragraph("")) + &plain("監視"))),
            "1:[保守|更新 / ^|監視]",
        ),
        (
            row(&(cell("", &(paragraph(&words("一行目")) + &paragraph("") + &paragraph(&words("二行目"))))
                + &plain(""))),
            "1:[一行目\n二行目|]",
        ),
        (
            row(&(cell("", &(paragraph(&words("外")) + &table(&row(&(plain("内1") + &plain("内2")))))) + &plain(""))),
            "1:[外\n内1\t内2|]",
        ),
        (row(&("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned() + &plain("右") + &plain(""))), "1:[右|]"),
        // What continues nothing begins.
        (row(&(cell(below, &paragraph(&words("上"))) + &plain("乙"))), "1:[上|乙]"),
        (
            row(&(cell("<w:hMerge w:val=\"restart\"/>", &paragraph(&words("左")))
                + &cell("<w:hMerge/>", &paragraph(""))
                + &plain("右"))),
            "1:[左+2|右]",
        ),
        (
            format!(
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                row(&format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}", plain("枠の中"), plain("外")))
            ),
            "1:[枠の中|外]",
        ),
    ] {
        assert_eq!(read(&table(&body), &[]).0, [expected], "{body}");
    }
}

#[test]
fn frames_are_no_tables_and_inner_tables_keep_their_columns() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let plain = |text: &str| cell(&paragraph(&words(text)));
    let row = |inner: &str| format!("<w:tr>{inner}</w:tr>");
    let table = |inner: &str| format!("<w:tbl>{inner}</w:tbl>");
    let inner = table(&(row(&(plain("作業") + &plain("甲"))) + &row(&(plain("更新") + &plain("○")))));
    for (body, expected) in [
        (table(&row(&cell(&(paragraph(&words("第1条")) + &paragraph(&words("次")))))), vec!["1:第1条", "2:次"]),
        (table(&row(&cell(&(paragraph(&words("表")) + &inner)))), vec!["1:表", "2:[作業|甲 / 更新|○]"]),
        (
            table(
                &(row(&(plain("1") + &cell(&(paragraph(&words("表")) + &inner)))) + &row(&(plain("2") + &plain("乙")))),
            ),
            vec!["1:[1|表 / 2|乙]", "3:[作業|甲 / 更新|○]"],
        ),
    ] {
        assert_eq!(read(&body, &[]).0, expected, "{body}");
    }
}

#[test]
fn text_boxes_are_read_once() {
    let box_of = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&words(text)));
    let twice = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        box_of("枠の文"),
        box_of("枠の文")
    );
    let body = paragraph(&(words("本文") + &twice)) + &paragraph(&words("次の文"));
    assert_eq!(read(&body, &[]), (vec!["1:本文".into(), "1:枠の文".into(), "2:次の文".into()], Vec::new()));
    // What says something of its own has a place of its own; what goes on with the numbers does not.
    let sentence = body.replace("枠の文", "乙は、行う。");
    assert_eq!(
        read(&(paragraph(&words("前")) + &sentence), &[]).0,
        ["1:前", "2:本文", "2:テキストボックス1|乙は、行う。", "3:次の文"]
    );
    assert_eq!(
        read(&(paragraph(&words("前")) + &body.replace("枠の文", "第2条 乙は、行う。")), &[]).0,
        ["1:前", "2:本文", "2:第2条 乙は、行う。", "3:次の文"]
    );
    // Only the older twin says something.
    let old = twice.replacen(&box_of("枠の文"), "", 1);
    assert_eq!(read(&paragraph(&old), &[]).0, ["1:枠の文"]);
}

#[test]
fn notes_are_read_where_they_are_referred_to() {
    let note = |kind: &str, id: u8, text: &str| {
        format!(
            "<w:{kind} w:id=\"{id}\">{}</w:{kind}>",
            paragraph(&("<w:r><w:footnoteRef/></w:r>".to_owned() + &words(text)))
        )
    };
    let feet = "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>線</w:t></w:r></w:p></w:footnote>"
        .to_owned()
        + &note("footnote", 2, " 二の注")
        + &note("footnote", 3, "三の注");
    let ends = note("endnote", 2, "終わりの注");
    let refer = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let cell = format!("<w:tc>{}</w:tc>", paragraph(&(words("枠") + &refer("footnote", 2))));
    let body = paragraph(&(words("本文") + &refer("footnote", 3) + &words("の続き")))
        + &format!("<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")
        + &paragraph(&(words("終わり") + &refer("endnote", 2)));
    let (blocks, notices) = read(&body, &[("footnotes", &feet), ("endnotes", &ends)]);
    assert_eq!(
        blocks,
        ["1:本文の続き", "1:注1|三の注", "2:[枠|枠]", "2:注2|二の注", "4:終わり", "4:文末注1|終わりの注"]
    );
    assert!(notices.is_empty());
}

#[test]
fn comments_are_shown_and_stand_in_the_remarks_of_a_form() {
    let comments = "<w:comment w:id=\"1\" w:author=\"架空 太郎\"><w:p><w:r><w:t>翌営業日に</w:t></w:r></w:p><w:p><w:r><w:t>直したい</w:t></w:r></w:p></w:comment><w:comment w:id=\"7\"><w:p><w:r><w:t>消えた文のコメント</w:t></w:r></w:p></w:comment>";
    let mark = |inner: &str| {
        format!(
            "<w:commentRangeStart w:id=\"1\"/>{inner}<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>"
        )
    };
    let (blocks, notices) =
        read(&paragraph(&(words("乙は") + &mark(&words("七日以内")) + &words("に"))), &[("comments", comments)]);
    assert_eq!(blocks, ["1:乙は七日以内に"]);
    assert_eq!(
        notices,
        [
            "「七日以内」にコメント(架空 太郎)があります:「翌営業日に 直したい」。本文の取決めとしては読んでいません。取決めや回答であれば、本文に書き入れてください。"
        ]
    );
    let cell = |inner: &str| format!("<w:tc>{}</w:tc>", paragraph(inner));
    let plain = |text: &str| cell(&words(text));
    let table = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        plain("項番"),
        plain("はい・いいえ"),
        plain("備考"),
        plain("1"),
        cell(&mark(&words("はい"))),
        plain("")
    );
    let (blocks, notices) = read(&table, &[("comments", comments)]);
    assert_eq!(blocks, ["1:[項番|はい・いいえ|備考 / 1|はい|コメント(架空 太郎): 翌営業日に\n直したい]"]);
    assert!(notices[0].contains("備考として読みました"), "{notices:?}");
}

#[test]
fn form_fields_and_controls_show_what_a_reader_sees() {
    let field = |data: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>X</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let list =
        "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"はい\"/><w:listEntry w:val=\"対象外\"/></w:ddList>";
    let control = |look: &str, inner: &str| {
        format!("<w:sdt><w:sdtPr>{look}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
    };
    for (inner, expected) in [
        (field("<w:checkBox><w:default w:val=\"1\"/></w:checkBox>", "") + &words("はい"), "☑はい"),
        (field("<w:checkBox><w:default w:val=\"1\"/><w:checked w:val=\"0\"/></w:checkBox>", ""), "☐"),
        (field(list, ""), "対象外"),
        (field(list, &words("対象外")), "対象外"),
        (
            control("<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox><w:showingPlcHdr/>", &words("☒"))
                + &words("はい"),
            "☒はい",
        ),
        (control("<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>", &words("ｙ")), "☑"),
        (control("<w:dropDownList/>", &words("いいえ")), "いいえ"),
    ] {
        assert_eq!(read(&paragraph(&inner), &[]).0, [format!("1:{expected}")], "{inner}");
    }
}

#[test]
fn tables_of_contents_stay_out() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText> TOC \\o \"1-3\" </w:instrText></w:r>";
    let styles = r#"<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>"#;
    let tab = "<w:r><w:tab/></w:r>";
    let body = paragraph(&(field("begin") + code + &field("separate") + &words("第1条") + tab + &words("1")))
        + &paragraph(&(words("第2条") + tab + &words("2")))
        + &paragraph(&field("end"))
        + &paragraph(&("<w:pPr><w:pStyle w:val=\"t\"/></w:pPr>".to_owned() + &words("第3条")))
        + &paragraph(&words("第1条"));
    assert_eq!(read(&body, &[("styles", styles)]).0, ["5:第1条"]);
    let gallery = "<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>";
    let body = format!(
        "<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>",
        paragraph(&words("目 次")),
        paragraph(&(words("第1条") + tab + &words("12")))
    ) + &paragraph(&words("第1条"));
    assert_eq!(read(&body, &[]).0, ["3:第1条"]);
}

#[test]
fn pages_are_known_where_word_laid_them_out() {
    let pages = |body: &str| -> Vec<Option<u32>> {
        let source = source(&Paper { path: "a.docx".to_owned(), bytes: docx(body, &[]) });
        let Content::Flow(blocks) = source.content else { panic!("a flow") };
        blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(one) => one.page,
                Block::Table(one) => one.page,
            })
            .collect()
    };
    let turn = "<w:r><w:lastRenderedPageBreak/></w:r>";
    let cell =
        |inner: &str| format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", paragraph(inner));
    let body = paragraph(&words("一"))
        + &paragraph(&(turn.to_owned() + &words("二")))
        + &paragraph(&(words("二から") + turn + &words("三へ")))
        + &paragraph(&words("三"))
        + &cell(&(turn.to_owned() + &words("四")));
    assert_eq!(pages(&body), [Some(1), Some(2), Some(2), Some(3), Some(4)]);
    assert_eq!(
        pages(&(paragraph(&words("一")) + &paragraph("<w:r><w:br w:type=\"page\"/></w:r>") + &paragraph(&words("二")))),
        [None, None]
    );
}

#[test]
fn lines_that_begin_units_stand_alone() {
    let broken = |parts: &[&str]| {
        let runs: Vec<String> = parts.iter().map(|part| words(part)).collect();
        paragraph(&runs.join("<w:r><w:br/></w:r>"))
    };
    assert_eq!(
        read(&broken(&["第1条　甲は、行う。", "２　乙は、行う。", "(1) 丙"]), &[]).0,
        ["1:第1条　甲は、行う。", "1:２　乙は、行う。", "1:(1) 丙"]
    );
    assert_eq!(read(&broken(&["甲は、次の", "文を行う。"]), &[]).0, ["1:甲は、次の\n文を行う。"]);
}

#[test]
fn what_a_header_names_comes_first_where_the_text_does_not() {
    let header = "<w:p><w:r><w:t>- 1 -</w:t></w:r></w:p><w:p><w:r><w:t>保守契約書</w:t></w:r></w:p>";
    assert_eq!(read(&paragraph(&words("第1条 目的")), &[("header", header)]).0, ["1:保守契約書", "1:第1条 目的"]);
    assert_eq!(read(&paragraph(&words("覚書")), &[("header", header)]).0, ["1:覚書"]);
}

#[test]
fn formulas_and_figures_are_told_and_hidden_rows_left_out() {
    let math = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>";
    let (blocks, notices) = read(&paragraph(&(words("稼働率は") + math)), &[]);
    assert_eq!(blocks, ["1:稼働率は"]);
    assert!(notices[0].contains("数式が1か所"), "{notices:?}");
    let row = |look: &str, text: &str| {
        format!("<w:tr><w:trPr>{look}</w:trPr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr>", paragraph(&words(text)))
    };
    let (blocks, notices) = read(&format!("<w:tbl>{}{}</w:tbl>", row("<w:hidden/>", "甲"), row("", "乙")), &[]);
    assert_eq!(blocks, ["1:[乙|]"]);
    assert!(notices[0].contains("隠し文字が1か所"), "{notices:?}");
}

#[test]
fn damage_keeps_what_stands_before_it() {
    let body = paragraph(&words("読める文")) + "<w:p><w:r><w:t>途中</w:t></w:x>";
    let (blocks, notices) = read(&body, &[]);
    assert_eq!(blocks, ["1:読める文", "2:途中"]);
    assert!(notices[0].contains("一部が壊れている"), "{notices:?}");
}

#[test]
fn broken_parts_beside_the_story_leave_it_readable() {
    for kind in ["styles", "numbering", "comments", "footnotes"] {
        let (blocks, notices) = read(&paragraph(&words("本文")), &[(kind, "<w:style><w:x></w:style>")]);
        assert_eq!(blocks, ["1:本文"], "{kind}");
        assert!(notices.len() == 1 && notices[0].contains("一部が壊れている"), "{kind}: {notices:?}");
    }
}

#[test]
fn a_document_of_nothing_says_so() {
    for body in ["", "<w:p/>", "<w:p><w:r><w:drawing/></w:r></w:p>"] {
        let source = source(&Paper { path: "空.docx".to_owned(), bytes: docx(body, &[]) });
        assert!(matches!(&source.content, Content::Nothing), "{body}");
        assert_eq!(source.notices.len(), 1);
    }
}
