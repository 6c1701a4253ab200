//! Documents as Word writes them, and what is read out of them.

use crate::model::{Content, Paper};
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
            vec!["1:[残る行]"],
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
            row(&cell("", &(paragraph(&words("一行目")) + &paragraph("") + &paragraph(&words("二行目"))))),
            "1:[一行目\n二行目]",
        ),
        (
            row(&cell("", &(paragraph(&words("外")) + &table(&row(&(plain("内1") + &plain("内2"))))))),
            "1:[外\n内1\t内2]",
        ),
        (row(&("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned() + &plain("右"))), "1:[右]"),
        (
            row(&(cell("<w:hMerge w:val=\"restart\"/>", &paragraph(&words("左")))
                + &cell("<w:hMerge/>", &paragraph("")))),
            "1:[左+2]",
        ),
        (
            format!(
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                row(&format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", plain("枠の中")))
            ),
            "1:[枠の中]",
        ),
    ] {
        assert_eq!(read(&table(&body), &[]).0, [expected], "{body}");
    }
}

#[test]
fn text_boxes_and_notes_are_read_once() {
    let box_of = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&words(text)));
    let twice = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        box_of("枠の文"),
        box_of("枠の文")
    );
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>",
        paragraph(&words("線")),
        paragraph(&words("注の文"))
    );
    let comments = "<w:comment w:id=\"1\"><w:p><w:r><w:t>要確認</w:t></w:r></w:p></w:comment>";
    let body = paragraph(&(words("本文") + &twice)) + &paragraph(&words("次の文"));
    let (blocks, notices) = read(&body, &[("footnotes", &notes), ("comments", comments)]);
    assert_eq!(blocks, ["1:本文", "1:枠の文", "2:次の文", "3:注の文"]);
    assert_eq!(notices.len(), 1);
    assert!(notices[0].contains("コメントが1件"));
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
