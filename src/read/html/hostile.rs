//! Pages, mails and texts that mean harm: reading ends soon, without a panic and without much memory.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::model::{Content, Paper, Source};
use crate::read::source;

fn read(path: &str, bytes: Vec<u8>) -> Source {
    let begun = Instant::now();
    let source = source(&Paper { path: path.to_owned(), bytes });
    assert!(begun.elapsed() < Duration::from_secs(20), "{path}: {:?}", begun.elapsed());
    source
}

fn blocks(text: String) -> usize {
    match read("a.html", text.into_bytes()).content {
        Content::Flow(blocks) => blocks.len(),
        _ => 0,
    }
}

#[test]
fn very_deep_pages_are_read_to_their_end() {
    for name in ["div", "table><tr><td", "ol><li", "s", "span", "blockquote", "b><p", "select><option", "svg", "nav"] {
        let deep = format!("<html><p>上</p>{}芯", format!("<{name}>").repeat(100_000));
        assert!(blocks(deep) >= 1, "{name}");
    }
    assert_eq!(blocks(format!("<html>{}芯{}<p>後", "<div>".repeat(100_000), "</div>".repeat(100_000))), 2);
}

#[test]
fn spans_and_counts_are_bounded() {
    let wide = "<td rowspan=65534 colspan=1000>".repeat(1_000);
    let source = read("a.html", format!("<html><table><tr>{wide}{}</table>", "<tr><td>x".repeat(100_000)).into_bytes());
    assert!(source.notices.iter().any(|notice| notice.message.contains("大きすぎる")), "{:?}", source.notices);
    for text in [
        "<ol start=9223372036854775807><li>a<li>b</ol>",
        "<ol start=-9223372036854775808 reversed><li>a<li>b</ol>",
        "<table><tr><td colspan=4294967295>a<td>b</table>",
        "<table><tr><td rowspan=0>a<tr><td rowspan=0>b<tr><td>c</table>",
        "<li value=99999999999999999999>a",
    ] {
        assert!(blocks(format!("<html>{text}")) >= 1, "{text}");
    }
}

#[test]
fn long_pages_are_read_soon() {
    assert_eq!(blocks(format!("<html>{}", "甲".repeat(10_000_000))), 1);
    assert_eq!(blocks(format!("<html>{}", "<p>甲は、行う。".repeat(200_000))), 200_000);
    blocks(format!("<html><style>{}</style>x", ".a{text-decoration:line-through}".repeat(30_000)));
    blocks(format!("<html><p {}>x", "a=1 ".repeat(300_000)));
    blocks(format!("<html>{}x", "&amp".repeat(500_000)));
    blocks(format!("<html>{}", "<".repeat(500_000)));
    blocks(format!("<html>{}", "<!--".repeat(300_000)));
    blocks(format!("<html>{}", "</p>".repeat(300_000)));
}

#[test]
fn mails_of_very_many_parts_end() {
    let head = "From: a\nTo: b\nSubject: c\n";
    for body in [
        "Content-Type: multipart/mixed; boundary=b\n\n".to_owned()
            + &"--b\nContent-Disposition: attachment; filename=x\n\n".repeat(100_000),
        format!("Content-Type: text/plain; {}\n\n", "name*0*=x;".repeat(100_000)),
        format!("Content-Type: text/plain; name=\"{}\"\n\n", "=?utf-8?B?".repeat(20_000)),
        format!("Subject: {}\n\n", "=?utf-8?B?44GC?= ".repeat(100_000)),
        " x\n".repeat(300_000),
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(20_000),
    ] {
        let source = read("a.eml", format!("{head}{body}").into_bytes());
        assert_eq!(source.container, "eml");
        assert!(source.notices.iter().all(|notice| notice.message.len() < 20_000));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_tags_are_read_without_a_panic(tags in prop::collection::vec(
        "(<[/]?(p|div|table|tr|td|th|caption|ol|ul|li|s|del|b|span hidden|select|option|pre|h1|br|title|style|textarea|td rowspan=2|td colspan=3|tr style='display:none'|span style='mso-list:Ignore')>|[甲乙 \n&<])", 0..60)) {
        read("a.html", format!("<html>{}", tags.concat()).into_bytes());
    }

    #[test]
    fn any_mail_is_read_without_a_panic(lines in prop::collection::vec(
        "(Content-Type: multipart/mixed; boundary=b|Content-Type: message/rfc822|Content-Disposition: attachment; filename\\*?=\\PC{0,8}|--b(--)?|=\\?[a-z0-9-]{0,8}\\?[BQ]\\?[A-Za-z=]{0,6}\\?=|)", 0..30)) {
        read("a.eml", format!("From: a\nTo: b\n{}", lines.join("\n")).into_bytes());
    }

    #[test]
    fn flipped_pages_are_read_in_any_encoding(at in any::<prop::sample::Index>(), bits in any::<u8>(), which in 0usize..4) {
        let encodings = [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP, encoding_rs::UTF_8];
        let page = format!("<html><meta charset={}><p>第1条　甲は、行う。</p>", encodings[which].name());
        let mut bytes = encodings[which].encode(&page).0.into_owned();
        let at = at.index(bytes.len());
        bytes[at] ^= bits;
        read("a.html", bytes);
    }
}
