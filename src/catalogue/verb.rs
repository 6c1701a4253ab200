//! How Japanese verbs bend, as far as finding them in a text needs it.

use std::sync::Arc;

/// A verb in the catalogue: its stem and how it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// The part that never changes: `取得` of 取得する, `残` of 残す, `確かめ` of 確かめる.
    pub stem: Arc<str>,
    /// How it bends.
    pub class: Class,
}

/// The way a verb bends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// 取得する: the stem is a noun.
    Suru,
    /// 確かめる: one row.
    Ichidan,
    /// 残す, 取る, 行う: five rows; the kana of the dictionary form.
    Godan(char),
}

/// Kanji before る that bend in one row.
const ONE_ROW: &str = "見得出経着似寝居診観看煮射試";

impl Verb {
    /// Reads a dictionary form. A word that is no verb is taken as a noun that する follows.
    pub fn parse(word: &str) -> Verb {
        for ending in ["する", "ずる"] {
            if let Some(stem) = word.strip_suffix(ending) {
                return Verb { stem: stem.into(), class: Class::Suru };
            }
        }
        let mut letters = word.chars();
        match letters.next_back() {
            Some('る') => {
                let stem = letters.as_str();
                let one_row = stem.chars().next_back().is_some_and(|before| {
                    "えけげせぜてでねへべぺめれいきぎしじちにひびぴみり".contains(before) || ONE_ROW.contains(before)
                });
                Verb { stem: stem.into(), class: if one_row { Class::Ichidan } else { Class::Godan('る') } }
            }
            Some(last @ ('う' | 'く' | 'ぐ' | 'す' | 'つ' | 'ぬ' | 'ぶ' | 'む')) => {
                Verb { stem: letters.as_str().into(), class: Class::Godan(last) }
            }
            _ => Verb { stem: word.into(), class: Class::Suru },
        }
    }

    /// Kana that may follow the stem.
    fn rows(self_class: Class) -> &'static str {
        match self_class {
            Class::Suru | Class::Ichidan => "",
            Class::Godan('う') => "わいうえおっ",
            Class::Godan('く') => "かきくけこいっ",
            Class::Godan('ぐ') => "がぎぐげごい",
            Class::Godan('す') => "さしすせそ",
            Class::Godan('つ') => "たちつてとっ",
            Class::Godan('ぬ') => "なにぬねのん",
            Class::Godan('ぶ') => "ばびぶべぼん",
            Class::Godan('む') => "まみむめもん",
            Class::Godan(_) => "らりるれろっ",
        }
    }

    /// The verb really stands where its stem ends at `end`: what follows is a form of it.
    pub fn stands_at(&self, text: &str, end: usize) -> bool {
        // 保存することがある: nothing stands anywhere
        if &*self.stem == "あ"
            && ["ことが", "場合が", "おそれが"].iter().any(|may| text[..end - "あ".len()].ends_with(may))
        {
            return false;
        }
        // 取りまとめる is no 取る
        let other =
            |rest: &str| ["まと", "組", "やめ", "かか", "掛か", "こぼ"].iter().any(|other| rest.starts_with(other));
        if text[end..].strip_prefix('り').is_some_and(other) {
            return false;
        }
        match self.class {
            Class::Suru => true,
            Class::Ichidan => text[end..].chars().next().is_none_or(|next| next != 'が' || !self.stem.ends_with('な')),
            class => text[end..].chars().next().is_some_and(|next| Verb::rows(class).contains(next)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_told_apart() {
        for (word, stem, class) in [
            ("取得する", "取得", Class::Suru),
            ("残す", "残", Class::Godan('す')),
            ("確かめる", "確かめ", Class::Ichidan),
            ("取る", "取", Class::Godan('る')),
            ("見る", "見", Class::Ichidan),
            ("行う", "行", Class::Godan('う')),
            ("講ずる", "講", Class::Suru),
            ("パッチ適用", "パッチ適用", Class::Suru),
        ] {
            assert_eq!(Verb::parse(word), Verb { stem: stem.into(), class }, "{word}");
        }
        assert!(Verb::parse("取る").stands_at("写しを取り、", "写しを取".len()));
        assert!(!Verb::parse("取る").stands_at("写しを取得し、", "写しを取".len()));
    }
}
