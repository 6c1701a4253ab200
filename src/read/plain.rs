//! The bytes of a text file in, its lines and the tables typed into them out.

use super::columns;
use crate::model::{Block, Content, Noted, Notice, Paragraph, Place};
use crate::text::decode::decode;

/// What is said of bytes that fit no encoding.
pub const NO_ENCODING: &str = "文字コードを判定できないため、この文書を読めませんでした。メモ帳などで開き、文字コードを\
                               UTF-8にして保存し直してください。";

/// Reads a text file: each line that says something becomes a paragraph with its 1-based line; lines set in columns
/// become tables. Bytes that fit no encoding give a notice.
pub fn read(bytes: &[u8]) -> Noted<Content> {
    match decode(bytes) {
        Some(decoded) => Noted { value: Content::Flow(blocks(&decoded.text)), notices: Vec::new() },
        None => Noted { value: Content::Nothing, notices: vec![Notice::new(Place::default(), NO_ENCODING)] },
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = lines(text);
    let mut blocks = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let line = index as u32 + 1;
        if let Some((mut table, taken)) = columns::table(&lines[index..]) {
            table.line = line;
            blocks.push(Block::Table(table));
            index += taken;
            continue;
        }
        let words = lines[index];
        if !words.trim().is_empty() {
            blocks.push(Block::Paragraph(Paragraph { text: words.to_owned(), line, ..Paragraph::default() }));
        }
        index += 1;
    }
    blocks
}

/// The lines of a text, whichever way they end, without trailing space and without the marks of page and file ends.
fn lines(text: &str) -> Vec<&str> {
    let is_mark = |letter: char| matches!(letter, '\u{c}' | '\u{1a}' | '\u{feff}');
    let mut lines = Vec::new();
    for piece in text.split('\n') {
        let piece = piece.strip_suffix('\r').unwrap_or(piece);
        lines.extend(piece.split('\r').map(|line| line.trim_matches(is_mark).trim_end()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs as `line:text`, tables as `line:[a|b / c|d]`.
    fn shown(text: &str) -> Vec<String> {
        blocks(text)
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => format!("{}:{}", paragraph.line, paragraph.text),
                Block::Table(table) => {
                    let rows: Vec<String> = table
                        .rows
                        .iter()
                        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
                        .collect();
                    format!("{}:[{}]", table.line, rows.join(" / "))
                }
            })
            .collect()
    }

    #[test]
    fn lines_keep_their_number_and_their_leading_space() {
        for (text, expected) in [
            ("甲は行う。\n\n　　(1) 乙", vec!["1:甲は行う。", "3:　　(1) 乙"]),
            ("一\r\n\r\n三\r四  ", vec!["1:一", "3:三", "4:四"]),
            ("\u{c}次の頁\n終わり\u{1a}", vec!["1:次の頁", "2:終わり"]),
            ("", vec![]),
            ("　\n \n", vec![]),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_in_columns_become_tables() {
        for (text, expected) in [
            (
                "前文\n|項目|内容|\n|---|---|\n|連絡|1時間以内|\n後文",
                vec!["1:前文", "2:[項目|内容 / 連絡|1時間以内]", "5:後文"],
            ),
            ("作業｜病院｜業者\n更新｜○｜\n監視｜｜○", vec!["1:[作業|病院|業者 / 更新|○| / 監視||○]"]),
            ("作業\t甲\t乙\n更新\t○\t", vec!["1:[作業|甲|乙 / 更新|○]"]),
            ("作業\t\t担当\n更新\t\t病院\n監視する作業\t業者", vec!["1:[作業|担当 / 更新|病院 / 監視する作業|業者]"]),
            (
                "項目　　値　　測り方\n応答　　 1分　　記録\n復旧　　　4時間　　　報告書",
                vec!["1:[項目|値|測り方 / 応答|1分|記録 / 復旧|4時間|報告書]"],
            ),
            ("+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+", vec!["1:[a|b / c|d]"]),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn prose_stays_prose() {
        for text in [
            "甲｜乙の別は、次の行による。\n甲は、これを行う。",
            "甲　　住所　　架空市一丁目\n　　　氏名　　見本病院",
            "契約者　　見本クリニック\n事業者　　架空クラウド\n作成日　　2026年3月20日",
            "1.\t甲は、記録を残す。\n2.\t乙は、これを確かめる。",
            "第1条\t目的\n第2条\t定義",
            "甲\t架空市\n乙\t見本町",
            "\t\t字下げした行\n\t\t次の行",
        ] {
            let expected: Vec<String> =
                text.lines().enumerate().map(|(index, line)| format!("{}:{line}", index + 1)).collect();
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn bytes_of_no_encoding_give_a_notice() {
        let noted = read(b"\xff\xff\xff");
        assert!(matches!(noted.value, Content::Nothing));
        assert_eq!(noted.notices.len(), 1);
    }
}
