//! The noun phrase before a particle.

/// Longest noun phrase that can name a party, in bytes (a hundred Japanese letters).
const LONGEST: usize = 300;

/// The noun phrase that ends at `end` of a respelt text.
pub fn phrase_before(text: &str, end: usize) -> &str {
    let end = text[..end].trim_end_matches(' ').len();
    let from = text.floor_char_boundary(end.saturating_sub(LONGEST));
    let letters: Vec<(usize, char)> = text[from..end].char_indices().map(|(at, c)| (from + at, c)).collect();
    let mut start = end;
    let mut i = letters.len();
    while i > 0 {
        let (at, c) = letters[i - 1];
        let before = &text[..end];
        // connectives that hold kana
        if let Some(word) =
            ["及び", "又は", "並びに", "若しくは"].iter().find(|word| before[..at + c.len_utf8()].ends_with(**word))
        {
            let count = word.chars().count();
            if count > i {
                break;
            }
            i -= count;
            start = letters[i].0;
            continue;
        }
        let takes = match c {
            // 業者さん
            'ん' => text[..at + 3].ends_with("さん"),
            'の' | 'ー' | '・' | '々' | '「' | '」' | '○' => true,
            '\u{4E00}'..='\u{9FFF}' | '\u{30A1}'..='\u{30FA}' => true,
            _ if c.is_ascii_alphanumeric() => true,
            // お客様, ご自身
            'お' | 'ご' => letters.get(i).is_some_and(|&(_, next)| matches!(next, '\u{4E00}'..='\u{9FFF}')),
            'さ' if text[at..].starts_with("さん") => true,
            'さ' | 'ま' => text[at..].starts_with("さま") || text[..at + 3].ends_with("さま"),
            // okurigana between kanji: 取扱い責任者, 受持ち者
            '\u{3041}'..='\u{3096}' if c != 'と' => {
                let next = letters.get(i).map(|&(_, next)| next);
                let earlier = i.checked_sub(2).map(|k| letters[k].1);
                "いけりきちみえせめ".contains(c)
                    && matches!(next, Some('\u{4E00}'..='\u{9FFF}'))
                    && matches!(earlier, Some('\u{4E00}'..='\u{9FFF}'))
                    && [
                        "扱い",
                        "受け",
                        "持ち",
                        "取り",
                        "届け",
                        "請け",
                        "組み",
                        "申込み",
                        "引受け",
                        "借り",
                        "貸し",
                        "買い",
                        "売り",
                    ]
                    .iter()
                    .any(|word| text[..at + 3].ends_with(word))
            }
            'と' => {
                // 「甲と乙」: only between short names
                let left = &text[..at];
                [
                    "甲",
                    "乙",
                    "丙",
                    "者",
                    "社",
                    "関",
                    "院",
                    "元",
                    "先",
                    "様",
                    "会",
                    "側",
                    "ユーザ",
                    "ベンダ",
                    "クリニック",
                    "施設",
                    "組合",
                    "職員",
                    "法人",
                    "機構",
                    "企業団",
                    "センタ",
                ]
                .iter()
                .any(|word| left.ends_with(word))
                    && start > at + 3 - 1
                    && start < end
            }
            _ => false,
        };
        if !takes {
            break;
        }
        start = at;
        i -= 1;
    }
    text[start..end].trim_start_matches(['の', 'と', '・'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrase_before_a_particle_is_found() {
        for (text, phrase) in [
            ("バックアップは、乙の技術者", "乙の技術者"),
            ("速やかに甲及び乙", "甲及び乙"),
            ("情報を持ち出す者", "者"),
            ("前項の規定により保守業者", "保守業者"),
        ] {
            assert_eq!(phrase_before(text, text.len()), phrase);
        }
    }
}
