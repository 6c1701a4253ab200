//! The parts of a Word document, with zero bytes between them: the story, its numbering, styles, comments, footnotes.
#![no_main]

use hazama_fuzz::{package, parts, read, relationships};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [story, numbering, styles, comments, footnotes] = parts(data, b"\0");
    let related = ["numbering", "styles", "comments", "footnotes"].map(|kind| (kind, format!("{kind}.xml")));
    let related = relationships(&related.each_ref().map(|(kind, target)| (*kind, target.as_str())));
    let bytes = package(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", &related),
        ("word/document.xml", story),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
        ("word/comments.xml", comments),
        ("word/footnotes.xml", footnotes),
    ]);
    read("paper.docx", bytes);
});
