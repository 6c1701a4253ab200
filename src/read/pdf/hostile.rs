//! Pdf that mean harm or are broken: whatever the bytes are, reading ends soon, without a panic, and says what is missing.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::{notices, spawned};
use crate::model::{Block, Content, Noted};

const NAMED: &[u8] = include_bytes!("../../../tests/papers/sds-cid.pdf");
const SHIFT_JIS: &[u8] = include_bytes!("../../../tests/papers/specification-shift-jis.pdf");

/// Reads and fails the test where the library panics or does not come to an end.
fn read(bytes: &[u8]) -> Noted<Content> {
    let begun = Instant::now();
    let noted = spawned(bytes.to_vec()).expect("no panic");
    assert!(begun.elapsed() < Duration::from_secs(300), "{:?}", begun.elapsed());
    for notice in &noted.notices {
        assert!(notice.message.ends_with("ください。"), "{}", notice.message);
    }
    noted
}

fn message(noted: &Noted<Content>) -> &str {
    noted.notices.first().map_or("", |notice| notice.message.as_str())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A pdf of these objects, from 1 on, the first one its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let begin = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").into_bytes()));
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF", objects.len() + 1).into_bytes(),
    );
    out
}

fn text(words: &str) -> Vec<u8> {
    words.as_bytes().to_vec()
}

fn stream(head: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {head} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// A page whose drawing is `content`, with more objects from 5 on.
fn page(content: Vec<u8>, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let mut objects = vec![
        text("<< /Type /Catalog /Pages 2 0 R >>"),
        text("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        text(&format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>"
        )),
        content,
    ];
    objects.extend(more);
    pdf(&objects)
}

#[test]
fn streams_that_unpack_without_end_are_not_unpacked() {
    let bomb = packed(&vec![0; 80 << 20]);
    let held = pdf(&[
        text("<< /Type /Catalog /Pages 2 0 R >>"),
        stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb),
    ]);
    assert_eq!(message(&read(&held)), notices::TOO_LARGE);
    let hidden = pdf(&[
        text("<< /Type /Catalog >>"),
        stream("/N 1 /X (endstream 9 0 obj) /First 4 /Filter /FlateDecode", &bomb),
    ]);
    assert_eq!(message(&read(&hidden)), notices::TOO_LARGE);
    // The drawing of a page is left out, the rest of the paper is not.
    let drawing = page(stream("/Filter /FlateDecode", &bomb), "", Vec::new());
    assert!(message(&read(&drawing)).contains("そこは読めませんでした"));
    let twice = page(stream("/Filter [/FlateDecode /FlateDecode]", &packed(&bomb)), "", Vec::new());
    assert!(message(&read(&twice)).contains("そこは読めませんでした"));
}

#[test]
fn circles_and_deep_nests_end() {
    read(&pdf(&[
        text("<< /Type /Catalog /Pages 2 0 R >>"),
        text("<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 9 /Parent 3 0 R >>"),
        text("<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>"),
    ]));
    // Forms that draw each other twice.
    let form = |next: u32| {
        stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A {next} 0 R >> >>"),
            b"/A Do /A Do /A Do",
        )
    };
    let forms = (6..20).map(form).chain([form(5)]).collect();
    let noted = read(&page(stream("", b"/A Do /A Do"), "/XObject << /A 5 0 R >>", forms));
    assert!(message(&noted).contains("壊れた部分があり"));
    let deep = format!("{}1{} TJ", "[".repeat(200_000), "]".repeat(200_000));
    read(&page(stream("", deep.as_bytes()), "", Vec::new()));
    let nested = format!("<< /A {}{} >>", "<< /A ".repeat(20_000), ">> ".repeat(20_000));
    read(&page(stream("", b"BT ET"), "/Font 5 0 R", vec![text(&nested)]));
    read(&page(text("<< /Length 4 0 R >>\nstream\nBT ET\nendstream"), "", Vec::new()));
}

#[test]
fn pages_full_of_letters_and_lines_are_bounded() {
    let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let letters = format!("BT /F 8 Tf 1 0 0 1 50 700 Tm ({}) Tj ET", "a".repeat(2_000_000));
    read(&page(stream("/Filter /FlateDecode", &packed(letters.as_bytes())), font, Vec::new()));
    let lines: String = (0..100_000)
        .map(|at| format!("{} 0 m {} 842 l S 0 {} m 595 {} l S ", at % 595, at % 595, at % 842, at % 842))
        .collect();
    read(&page(stream("/Filter /FlateDecode", &packed(lines.as_bytes())), font, Vec::new()));
    // the same line through the same letters, again and again
    let struck = "50 703 m 90 703 l S BT /F 8 Tf 1 0 0 1 50 700 Tm (abcdefgh) Tj ET ".repeat(40_000);
    read(&page(stream("/Filter /FlateDecode", &packed(struck.as_bytes())), font, Vec::new()));
    let spread: String =
        (0..60_000).map(|at| format!("BT /F 8 Tf 1 0 0 1 {} {} Tm (ab) Tj ET ", at * 7 % 590, at * 13 % 840)).collect();
    read(&page(stream("/Filter /FlateDecode", &packed(spread.as_bytes())), font, Vec::new()));
}

#[test]
fn numbers_beyond_all_bounds_do_no_harm() {
    let drawing = b"1e38 0 0 1e38 1e38 1e38 cm BT /F 1e38 Tf (abc) Tj -1e38 Tc (abc) Tj ET 0 0 1e38 1e38 re S 99999999999999999999 0 m 1 1 l S";
    let font =
        "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar -5 /Widths [1e38 -1e38] >> >>";
    read(&page(stream("", drawing), font, Vec::new()));
    let wide = "/Font << /F << /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /W [0 4294967295 500 -9 [1 2] 5 9 7] >>] >> >>";
    read(&page(stream("", b"BT /F 9 Tf 1 0 0 1 9 9 Tm <0001000200> Tj ET"), wide, Vec::new()));
}

#[test]
fn papers_that_are_cut_short_are_read_or_refused() {
    for whole in [NAMED, SHIFT_JIS] {
        for end in (0..whole.len()).step_by(61) {
            read(&whole[..end]);
        }
    }
    let Content::Flow(blocks) = read(SHIFT_JIS).value else { panic!("it is whole") };
    assert!(
        matches!(&blocks[0], Block::Paragraph(line) if line.text == "検査システム保守作業仕様書" && line.page == Some(1))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn flipped_bytes_are_read_without_a_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), which in any::<bool>()) {
        let mut bytes = if which { NAMED } else { SHIFT_JIS }.to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(&bytes);
    }

    #[test]
    fn any_drawing_is_read_without_a_panic(drawing in "(?:[0-9.-]{1,9} |\\([a-z]{0,3}\\) |/F |\\[|\\] |<[0-9A-F]{0,6}> |Tj |TJ |Td |Tm |Tf |BT |ET |cm |re |m |l |c |S |f |q |Q |Do |BI |ID |EI |BDC |EMC ){0,60}") {
        let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
        read(&page(stream("", drawing.as_bytes()), font, Vec::new()));
    }
}
