//! Verbs: is the act the predicate, does it go on to one, or is it only mentioned? In: a respelt sentence and the end of a
//! verb's stem. Out: [`Use`].

use super::form::{Form, Use, Voice, Why, is_hiragana};
use super::noun::{EFFORT, govern, noun};
use crate::catalogue::Class;
use crate::text::pattern;

/// How the verb whose stem ends at `end` stands in `text` (a whole sentence).
pub fn read(text: &str, end: usize, class: Class) -> Use {
    let rest = &text[end..];
    match class {
        Class::Suru => {
            let verbal =
                ["する", "し", "さ", "せ", "すべ", "すれ", "でき", "いた", "致", "下さ", "ずる", "じ", "ず", "願"]
                    .iter()
                    .any(|begin| rest.starts_with(begin))
                    && !rest.starts_with("せい")
                    && !rest.starts_with("した が");
            if verbal {
                return verb(text, end, class);
            }
            if rest.starts_with("のこと") && rest["のこと".len()..].trim_start_matches('。').is_empty() {
                return Use { form: Form::Finite { at: end }, voice: Voice::default() };
            }
            if rest.starts_with("のうえ") || rest.starts_with("の上、") || rest.starts_with("の上で") {
                return Use { form: Form::Coordinate { at: end }, voice: Voice::default() };
            }
            noun(text, end)
        }
        Class::Godan(_) | Class::Ichidan => {
            // 立会いを求める, 引渡しの方法: the continuative as a noun
            let stem_noun = match class {
                Class::Ichidan => Some(end),
                _ => rest.chars().next().filter(|c| "いきぎしちにびみり".contains(*c)).map(|c| end + c.len_utf8()),
            };
            if let Some(after) = stem_noun {
                let next = &text[after..];
                let particle = [
                    "を",
                    "の",
                    "に係",
                    "に要",
                    "に関",
                    "に必要",
                    "は、",
                    "は,",
                    "が",
                    "及び",
                    "並びに",
                    "又は",
                    "若しくは",
                    "作業",
                    "業務",
                    "等",
                    "。",
                    "・",
                    "については",
                    "方法",
                    "手続",
                    "へ",
                ]
                .iter()
                .any(|word| next.starts_with(word));
                if next.is_empty() || particle {
                    return noun(text, after);
                }
                if next.starts_with('、') && is_bare_noun(text, end) {
                    return noun(text, after);
                }
            }
            verb(text, end, class)
        }
    }
}

/// In a list of nouns: no particle of an object between the last comma and here.
fn is_bare_noun(text: &str, end: usize) -> bool {
    let from = text[..end].rfind(['、', '。']).map_or(0, |at| at + 3);
    let chunk = &text[from..end];
    // 「乙は、見張り、複製…を行う」
    !["を", "が", "に", "から", "へ", "と"].iter().any(|particle| chunk.contains(particle))
        && text[end..].contains('を')
}

fn ends_any(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| text.ends_with(end))
}

/// A verb in one of its forms.
pub fn verb(text: &str, end: usize, class: Class) -> Use {
    let rest = &text[end..];
    // 復元するのに要した実費: what it costs
    pattern!(COSTS, needs[["のに"]], r"^[^、。]?[うくぐすつぬぶむる]のに(?:要|必要|掛か|かか|用い|十分)");
    if COSTS.is_match(rest) {
        return Use::none(Why::Other);
    }
    let mut voice = Voice::default();
    let first: String = rest.chars().take(2).collect();
    voice.causative = match class {
        Class::Suru | Class::Ichidan => rest.starts_with("させ"),
        Class::Godan(_) => {
            ["わせ", "かせ", "がせ", "させ", "たせ", "ばせ", "らせ"].contains(&first.as_str())
                || first == "ませ" && !rest.starts_with("ません")
        }
    };
    voice.passive = match class {
        Class::Suru => rest.starts_with("され"),
        Class::Ichidan => rest.starts_with("られ"),
        Class::Godan(_) => ["われ", "かれ", "がれ", "され", "たれ", "ばれ", "まれ", "られ"].contains(&first.as_str()),
    };
    let finite = |voice| Use { form: Form::Finite { at: end }, voice };
    let coordinate = |voice| Use { form: Form::Coordinate { at: end }, voice };
    let letters: Vec<(usize, char)> = rest.char_indices().collect();
    let mut i = 0;
    while i <= letters.len() {
        let at = letters.get(i).map_or(rest.len(), |&(at, _)| at);
        let done = &rest[..at];
        let next = &rest[at..];
        let Some(&(_, c)) = letters.get(i) else { return finite(voice) };
        if c == '。' {
            return finite(negated(voice, done));
        }
        if i > 0 || class == Class::Suru {
            for word in [
                "とき",
                "場合",
                "際",
                "たび",
                "都度",
                "後",
                "のち",
                "前",
                "まで",
                "次第",
                "限り",
                "以上",
                "ときに",
                "時に",
                "時は",
                "時点",
                "に当た",
                "に際",
                "に先立",
                "おそれ",
                "ほか",
            ] {
                if next.starts_with(word) && !done.is_empty() {
                    if next.starts_with("場合があ") {
                        return finite(voice);
                    }
                    // 試した後、当てる: a step of its own
                    if ["後、", "のち、", "ほか、"].iter().any(|step| next.starts_with(step)) {
                        return coordinate(voice);
                    }
                    return Use { form: Form::Embedded(Why::Condition), voice };
                }
            }
            if ["うえで", "上で", "うえ、", "上、"].iter().any(|word| next.starts_with(word))
                && ends_any(done, &["た", "だ"])
            {
                return coordinate(voice);
            }
            if next.starts_with("よう") && !done.is_empty() {
                let after = next["よう".len()..].trim_start_matches('に').trim_start_matches('、');
                let near: String = after.chars().take(16).collect();
                if EFFORT.is_match(&near) {
                    let voice = Voice { effort: true, passive: false, ..voice };
                    return finite(voice);
                }
                if [
                    "し",
                    "する",
                    "さ",
                    "しな",
                    "設定",
                    "措置",
                    "構成",
                    "必要な措置",
                    "維持",
                    "管理",
                    "整",
                    "端末を設定",
                ]
                .iter()
                .any(|word| after.starts_with(word))
                {
                    let voice = Voice { passive: false, ..voice };
                    return Use { form: Form::Finite { at: text.len() - after.len() }, voice };
                }
                if near.contains("設定") || near.contains("措置") || near.contains("対策") {
                    return coordinate(voice);
                }
                return Use { form: Form::Embedded(Why::Purpose), voice };
            }
            if next.starts_with("ため") && !next.starts_with("ため込") {
                return Use { form: Form::Embedded(Why::Purpose), voice };
            }
            if next.starts_with("こと") {
                return nominalised(text, end, end + at + "こと".len(), negated(voice, done));
            }
            if let Some(after) = next.strip_prefix("もの") {
                if ["とす", "とし", "とい", "です", "であ", "と致", "とさせ"].iter().any(|word| after.starts_with(word))
                {
                    // …するものとされている quotes a law
                    return finite(negated(voice, done));
                }
                if after.is_empty() || after.starts_with('。') {
                    return Use { form: Form::Item, voice };
                }
                return Use { form: Form::Embedded(Why::BeforeNoun), voice };
            }
            if next.starts_with('か')
                && !done.is_empty()
                && ends_any(done, &["る", "う", "く", "す", "た", "だ", "い", "つ", "む", "ぶ", "ぐ"])
            {
                let after = &next["か".len()..];
                if ["否", "どう", "を", "に", "は", "、", "。", "の"].iter().any(|word| after.starts_with(word))
                {
                    return Use { form: Form::Embedded(Why::Question), voice };
                }
            }
            for word in ["旨", "との", "という", "といった", "とした", "に足る"] {
                if next.starts_with(word) && !done.is_empty() {
                    return Use { form: Form::Embedded(Why::BeforeNoun), voice };
                }
            }
            if next.starts_with("とともに") || next.starts_with("と共に") || next.starts_with("一方") {
                return coordinate(voice);
            }
            if ["事項です", "事項とする", "事項とな", "事項であ", "作業です", "業務です", "こととな"]
                .iter()
                .any(|word| next.starts_with(word))
            {
                return finite(voice);
            }
            if let Some(after) = next.strip_prefix("べき") {
                if after.starts_with("事項") || after.starts_with("もの") || after.starts_with("業務") {
                    return finite(voice);
                }
                return Use { form: Form::Embedded(Why::NoForce), voice };
            }
            if next.starts_with("が、") && ends_any(done, &["る", "う", "す", "く", "つ", "む", "ます"]) {
                return finite(negated(voice, done));
            }
            if next.starts_with("ば、") || next.starts_with("たら") || next.starts_with("なら、") {
                return Use { form: Form::Embedded(Why::Condition), voice };
            }
        }
        if c == '、' {
            if done.is_empty() && class == Class::Suru {
                return noun(text, end);
            }
            // 承諾を得なければならず、: must, and more follows
            let must = ["なければならず", "ねばならず", "なくてはならず"].iter().any(|end| done.ends_with(end));
            if ends_any(done, &["ず", "ないで"]) && !must {
                voice.negative = true;
            }
            return coordinate(voice);
        }
        // …して + verb, unless it belongs to the same predicate
        let te_form = done.ends_with('て') || done.ends_with("んで") || done.ends_with("いで");
        if te_form && done.chars().count() <= 4 && i > 0 {
            let same = ["は", "よ", "い", "お", "あ", "な", "も", "下さ", "頂", "し", "く"]
                .iter()
                .any(|word| next.starts_with(word))
                && is_hiragana(c)
                || next.starts_with("下さ")
                || next.starts_with("頂");
            if next.starts_with("から") {
                return coordinate(voice);
            }
            let is_free = ["もよ", "も差し支え", "も構わ", "も構い", "もかまわ", "もかまい", "も妨げ"]
                .iter()
                .any(|free| next.starts_with(free));
            if is_free {
                return finite(voice);
            }
            if next.starts_with('も') && !next.starts_with("もら") {
                return Use { form: Form::Embedded(Why::Condition), voice };
            }
            if !same {
                // 許可を得て持ち出したときは: both belong to the condition
                let chunk = next.split(['、', '。']).next().unwrap_or_default();
                let is_condition = ["したときは", "した場合は", "した場合には", "した場合において"];
                if is_condition.iter().any(|end| chunk.ends_with(end)) && next.starts_with(|c| !is_hiragana(c)) {
                    return Use { form: Form::Embedded(Why::Condition), voice };
                }
                return coordinate(voice);
            }
        }
        if !is_hiragana(c) {
            if c == ' ' {
                i += 1;
                continue;
            }
            // kanji inside an auxiliary: し得る, し難い, …ならない無
            if next.starts_with("得")
                || next.starts_with("難")
                || next.starts_with("置")
                || next.starts_with("下さ")
                || next.starts_with("頂")
            {
                i += 1;
                continue;
            }
            if done.is_empty() {
                return Use::none(Why::Compound);
            }
            let renyou = ends_any(
                done,
                &["し", "り", "き", "ち", "い", "み", "び", "ぎ", "え", "け", "せ", "め", "れ", "べ", "げ", "ず"],
            ) && !ends_any(done, &["ない", "たい", "らし"]);
            if renyou && !done.ends_with("ている") {
                return coordinate(voice);
            }
            if let Some(inner) = carrier(text, end + at) {
                return inner;
            }
            // 表示できる予備の端末を維持する: what it can do is the point of keeping it
            if ends_any(done, &["できる", "られる", "せる"])
                && let Some(object) = next.find('を').filter(|&object| object < 48 && !next[..object].contains('、'))
            {
                let found = govern(text, end + at + object + 'を'.len_utf8());
                if !matches!(found.form, Form::Embedded(_)) {
                    return found;
                }
            }
            return Use { form: Form::Embedded(Why::BeforeNoun), voice };
        }
        i += 1;
    }
    finite(voice)
}

fn negated(mut voice: Voice, done: &str) -> Voice {
    if ["ない", "ません", "ず"].iter().any(|end| done.ends_with(end))
        && !done.contains("なければ")
        && !done.contains("ならな")
        && !done.contains("なりませ")
        && !done.contains("いけ")
    {
        voice.negative = true;
    }
    voice
}

/// 表示できる状態に保つ, 取得する機能を備える: the noun before which the verb stands carries it.
fn carrier(text: &str, at: usize) -> Option<Use> {
    let rest = &text[at..];
    let noun_word = [
        "状態",
        "構成",
        "構造",
        "体制",
        "仕組み",
        "機能",
        "設定",
        "措置",
        "環境",
        "施設",
        "方式",
        "対策",
        "業務",
        "作業",
        "建物",
    ]
    .iter()
    .find(|word| rest.starts_with(**word))?;
    let after = at + noun_word.len();
    let next = &text[after..];
    if next.starts_with("があ") || next.starts_with("がござ") || noun_word == &"状態" && next.starts_with('で')
    {
        return Some(Use { form: Form::Finite { at: after }, voice: Voice::default() });
    }
    if ["に", "を", "と", "は"].iter().any(|particle| next.starts_with(particle)) {
        let found = govern(text, after + 3);
        if !matches!(found.form, Form::Embedded(_)) {
            return Some(found);
        }
    }
    None
}

/// …すること and what is said of it. `after` is where the words after こと begin.
fn nominalised(text: &str, end: usize, after: usize, voice: Voice) -> Use {
    let rest = text[after..].trim_start();
    let finite = Use { form: Form::Finite { at: end }, voice };
    let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    if rest.is_empty() || begins(&["。", "とする", "とし", "とされ", "といた", "になる", "になり"]) {
        return finite;
    }
    // 取ることができるよう、電源を入れておく
    if begins(&["ができるよう、", "ができるように、", "のできるよう、", "がないよう、", "のないよう、"])
    {
        return Use { form: Form::Embedded(Why::Purpose), voice };
    }
    if let Some(inner) = ["ができる", "のできる"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .and_then(|noun| carrier(text, text.len() - noun.len()))
    {
        return inner;
    }
    if begins(&[
        "ができ",
        "もでき",
        "はでき",
        "が可能",
        "があ",
        "がございま",
        "を要",
        "が必要",
        "を必要",
        "に努",
        "につとめ",
        "を目標",
    ]) {
        return finite;
    }
    if begins(&["が望まし", "を推奨", "をお勧め", "を勧め", "をおすすめ", "が推奨", "を望"]) {
        return Use { form: Form::Embedded(Why::NoForce), voice };
    }
    if begins(&["を妨げ", "を禁", "を約", "に合意", "に同意", "を条件", "を誓"]) {
        return finite;
    }
    // 調べることはしない
    if begins(&["はしない", "はしません", "はいたしません", "は致しません"]) {
        return Use { form: Form::Finite { at: end }, voice: Voice { negative: true, ..voice } };
    }
    if begins(&["は、", "は"]) {
        return govern(text, after + if rest.starts_with("は、") { 6 } else { 3 });
    }
    if begins(&["。)"]) {
        return finite;
    }
    Use { form: Form::Embedded(Why::Other), voice }
}
