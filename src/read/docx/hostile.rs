//! Documents that mean harm: whatever stands in their parts, reading ends soon and without a panic.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::model::{Content, Paper, Source};
use crate::read::build::{docx, edited};
use crate::read::source;

fn read(body: &str, parts: &[(&str, &str)]) -> Source {
    let begun = Instant::now();
    let source = source(&Paper { path: "a.docx".to_owned(), bytes: docx(body, parts) });
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    source
}

fn many(times: usize, each: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    (0..times).for_each(|index| all.push_str(&each(index)));
    all
}

#[test]
fn circles_of_styles_and_lists_end() {
    let styles = many(2_000, |index| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"s{index}\"><w:name w:val=\"s\"/><w:basedOn w:val=\"s{}\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
            (index + 1) % 2_000
        )
    });
    let lists = "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"x\"/><w:numStyleLink w:val=\"y\"/></w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"y\"/><w:numStyleLink w:val=\"x\"/><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1%2%3%4%5%6%7%8%9%0\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body = many(2_000, |index| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"s{index}\"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>")
    });
    let source = read(&body, &[("styles", &styles), ("numbering", lists)]);
    assert!(matches!(&source.content, Content::Flow(blocks) if blocks.len() == 2_000));
}

#[test]
fn fields_ranges_and_controls_without_an_end_cost_little() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    for body in [
        format!(
            "<w:p>{}</w:p><w:p><w:r><w:t>後</w:t></w:r></w:p>",
            many(50_000, |_| format!("{begin}<w:r><w:t>x</w:t></w:r>"))
        ),
        format!(
            "<w:p>{}</w:p>",
            many(50_000, |index| format!(
                "<w:commentRangeStart w:id=\"{index}\"/><w:r><w:commentReference w:id=\"{index}\"/></w:r>"
            ))
        ),
        format!("<w:p>{}</w:p>", many(50_000, |index| format!("<w:r><w:footnoteReference w:id=\"{index}\"/></w:r>"))),
        format!(
            "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
            many(20_000, |_| "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".into()),
            many(20_000, |_| "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".into())
        ),
        format!("<w:p>{}</w:p>", many(400, |_| "<w:r><mc:AlternateContent>".into())),
        format!(
            "<w:tbl>{}</w:tbl>",
            many(50_000, |_| "<w:tr><w:trPr><w:gridBefore w:val=\"63\"/></w:trPr></w:tr>".into())
        ),
    ] {
        read(&body, &[]);
    }
    // One note that is referred to again and again.
    let note = format!("<w:footnote w:id=\"1\"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>", "注".repeat(100_000));
    let body = format!("<w:p>{}</w:p>", many(50_000, |_| "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".into()));
    read(&body, &[("footnotes", &note)]);
}

#[test]
fn tables_inside_tables_are_read_without_growing() {
    let mut body = "<w:p><w:r><w:t>芯</w:t></w:r></w:p>".to_owned();
    for _ in 0..100 {
        body = format!(
            "<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc><w:p><w:r><w:t>横</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        );
    }
    let Content::Flow(blocks) = read(&body, &[]).content else { panic!("a flow") };
    assert!(blocks.len() <= 100);
    assert!(format!("{blocks:?}").matches('芯').count() == 1);
}

#[test]
fn entities_stay_what_they_are() {
    let head = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let source = read(&format!("{head}<w:p><w:r><w:t>前&b;&c;後</w:t></w:r></w:p>"), &[]);
    let shown = format!("{:?}", source.content);
    assert!(!shown.contains("aaa") && !shown.contains("root"), "{shown}");
}

const BODY: &str = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一</w:t><w:footnoteReference w:id="1"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:commentRangeStart w:id="1"/><w:r><w:lastRenderedPageBreak/><w:t>二</w:t><w:br/><w:t>(1) 三</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:txbxContent><w:p><w:r><w:t>箱</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p></w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>"#;
const NOTES: &str = r#"<w:footnote w:id="1"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>"#;
const COMMENTS: &str = r#"<w:comment w:id="1" w:author="甲"><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:comment>"#;

/// A text with a few tags and letters put in, or taken out, somewhere.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("<w:p>".to_owned()),
        Just("</w:tc>".to_owned()),
        Just("<w:tbl>".to_owned()),
        Just("<w:footnote w:id=\"1\">".to_owned()),
        Just("</w:footnote>".to_owned()),
        Just("<w:sdtContent>".to_owned()),
        Just("4294967295".to_owned()),
        "\\PC{0,3}",
    ];
    edited(text, 30, pieces)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn broken_documents_of_many_parts_are_read(
        body in mutated(BODY), notes in mutated(NOTES), comments in mutated(COMMENTS), which in 0usize..3,
    ) {
        let body = if which == 0 { body.as_str() } else { BODY };
        let notes = if which == 1 { notes.as_str() } else { NOTES };
        let comments = if which == 2 { comments.as_str() } else { COMMENTS };
        read(body, &[("footnotes", notes), ("comments", comments)]);
    }
}

#[test]
fn very_long_documents_are_read_soon() {
    let mut body = String::new();
    for index in 0..30_000 {
        let _ = write!(
            body,
            "<w:p><w:r><w:t>第{index}条　甲は、これを行う。</w:t><w:br/><w:t>２　乙は、行う。</w:t></w:r></w:p>"
        );
    }
    assert!(matches!(read(&body, &[]).content, Content::Flow(blocks) if blocks.len() == 60_000));
}
