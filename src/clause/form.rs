//! The form in which a verb or a verbal noun stands: does the sentence say that it is done, or only mention it?
//! In: a respelt sentence and the end of a verb's stem. Out: [`Form`].

use crate::text::pattern;

use crate::catalogue::Class;

/// What the sentence does with a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// It is the predicate; `at` is where its ending begins.
    Finite {
        /// Byte where the ending begins.
        at: usize,
    },
    /// It goes on to a later predicate and takes that one's ending (…し、…する).
    Coordinate {
        /// Byte where the ending begins.
        at: usize,
    },
    /// It only names what something is done about: 取得の方法, 復元テストの時期.
    Attribute,
    /// A noun that ends an item or a cell.
    Item,
    /// It describes, conditions or aims: nothing is claimed.
    Embedded(Why),
}

/// Why nothing is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// …した記録: a clause before a noun.
    BeforeNoun,
    /// …したときは.
    Condition,
    /// …するため.
    Purpose,
    /// …か否か.
    Question,
    /// …を支援する.
    Support,
    /// …を確認する and every other predicate that is not the act itself.
    Other,
    /// Part of a longer noun: 取得日, 監視装置.
    Compound,
    /// …が望ましい, …とみなす.
    NoForce,
}

/// Direction of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Voice {
    /// 行わせる, 委託する: another does it.
    pub causative: bool,
    /// 行われる.
    pub passive: bool,
    /// 行わない, within the verb itself.
    pub negative: bool,
    /// The predicate is one of exclusion: 含まない, 対象外とする.
    pub excluded: bool,
    /// The predicate leaves it open: 協議して定める, 別紙のとおり.
    pub open: bool,
    /// 努める stands over it.
    pub effort: bool,
}

/// A verb's place in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The form.
    pub form: Form,
    /// The direction.
    pub voice: Voice,
}

impl Use {
    fn none(why: Why) -> Use {
        Use { form: Form::Embedded(why), voice: Voice::default() }
    }
}

// Predicates that only carry a verbal noun.
pattern!(
    LIGHT,
    r"^(?:行[うわいっえお]|実施[すしさせいで]|担[うわいっ]|担当[すしさと]|受持[たちつっ]|受け持[たちつっ]|引受け|請負[うわいっ]|遂行[すしさ]|負[うわいっ]|負担[すし]|講[じず]|執[らりるっ]|図[らりるっ]|実行[すしさ]|開始[すし]|果た[さしすせ]|徹底[すしさ]|提供[すしさいで]|代行[すしさ]|有[しす]|備え|設け|整え|有効に|確保[すし]|維持[すしさ]|励行[すし]|受託[すしさ]|承[りるっ]|致[しす]|いたし|保[たちつっ]|保持[すし]|置[かきく]|取[らりるっ]|とる|とり|手配[すし]|構築[すし]|整備[すし]|施[さしす]|処理[すし]|実現[すし]|完了[すしさ]|含[むみめ]|付[しす]|継続[すし]|済ませ|済まし|お?済ま|導入[すしさ]|用意[すし]|お願い[しいす])"
);
pattern!(DELEGATE, r"^(?:委託[すしさ]|委任[すし]|委ね|任せ|依頼[すし]|外注[すし]|請負わせ|命[じず]|頼[みむん])");
pattern!(
    EXCLUDE,
    r"^(?:含[まみ](?:ない|ず|れない|れず|ません|れません|れておらず|ないもの)|含まれて(?:い|おり)ません|含まれていない|関与(?:いた)?し(?:ない|ません)|対応(?:いた)?し(?:かね|ません)|対応しない|対象外|範囲外|適用外|除外|対象と(?:は)?し(?:ない|ません|ておりません)|対象に(?:は)?(?:含|なりませ|ならな)|受託しな|承(?:っており|り)ませ|サポート外|含めな|除く(?:もの)?と|除かれ|範囲に(?:は)?含)"
);
pattern!(
    OPEN,
    needs[["協議", "話", "別途", "別に", "別紙", "別表", "別添", "別記", "合意", "都度", "個別"]],
    r"^(?:(?:別途|別に|その都度|都度)?[^。]{0,14}?(?:協議|話し?合)(?:の(?:上|うえ)|して|って|し)?[^。]{0,24}(?:定め|決定|決め|よる|行う)|協議(?:する|します|の上|のうえ)|別途[^。]{0,8}(?:定め|協議|合意|取り?決め)|別に(?:定め|締結|取り?決め)|別(?:紙|表|添|記)[^。]{0,20}(?:のとおり|による|によります|に定める|に示す|に記載)|双方(?:の)?合意|その都度(?:決定|定め)|個別契約で定め|別途契約)"
);
pattern!(
    SUPPORT,
    r"^(?:[^、。]{0,6}?)(?:支援|協力|補助|手伝|助言|援助|手助け|助け|後押し|力を貸|取次|取り次|サポート[すし]|フォロー)"
);
pattern!(
    OTHER,
    r"^(?:確認[すしさ]|確かめ|点検[すしさ]|検査[すしさ]|監督[すしさ]|承認[すしさ]|許可[すしさ]|許[しす]|審査[すし]|見届|把握[すし]|受け[るたて]|受けな|受領[すし]|求め|要求[すし]|請求[すし]|指示[すし]|終え|終わ|終了[すし]|停止[すし]|中止[すし]|希望[すし]|拒[まみむん]|怠[らりるっ]|妨げ|要[しす]|待[たっ]|忘れ|認め|予定[すし]|検討[すし]|計画[すし]|目的と|禁止[すし]|禁[じず]|証[すし]|示[さしす]|知ら|通知[すしさ]|報告[すしさ]|記[しす]|記録[すしさ]|定め|決め|決定[すしさ]|判断[すしさ]|選[びばん]|提出[すしさ]|明ら?か|怠|失[いわっ]|審議[すし]|規定[すし]|届出|申出|申請[すし]|申込|聴[きくい]|勧め|推奨[すし]|要望|条件|いう|いい|指[しす]|証明[すし]|理由|集計|公表[すし]|評価[すし])"
);
pattern!(EFFORT, r"^(?:[^、。]{0,8}?)(?:努め|努力|つとめ|配慮|留意|心掛け|心がけ|気を配|注意を払|最善を)");

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

fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c)
}

fn ends_any(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| text.ends_with(end))
}

/// A verb in one of its forms.
fn verb(text: &str, end: usize, class: Class) -> Use {
    let rest = &text[end..];
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
                    voice.effort = true;
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
            if ends_any(done, &["ず", "ないで"]) {
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
            if next.starts_with('も') && !next.starts_with("もら") {
                return Use { form: Form::Embedded(Why::Condition), voice };
            }
            if !same {
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
    if begins(&["は、", "は"]) {
        return govern(text, after + if rest.starts_with("は、") { 6 } else { 3 });
    }
    if begins(&["。)"]) {
        return finite;
    }
    Use { form: Form::Embedded(Why::Other), voice }
}

/// A verbal noun that ends at `end`.
fn noun(text: &str, mut end: usize) -> Use {
    // nouns that leave it the act it is
    loop {
        let rest = &text[end..];
        let trimmed = rest.trim_start_matches(' ');
        if trimmed.len() < rest.len() {
            end += rest.len() - trimmed.len();
            continue;
        }
        let Some(word) = [
            "に関する業務",
            "に関する作業",
            "に係る業務",
            "に係る作業",
            "等の業務",
            "等の作業",
            "の実施",
            "の作業",
            "の業務",
            "の遂行",
            "の処理",
            "の措置",
            "の対応",
            "の操作",
            "の機能",
            "の徹底",
            "の手続",
            "の代行",
            "の手配",
            "に関すること",
            "作業",
            "業務",
            "処理",
            "など",
            "等",
            "対応",
            "機能",
            "措置",
            "手続",
            "サービス",
            "役務",
            "代行",
            "対策",
        ]
        .iter()
        .find(|word| rest.starts_with(**word)) else {
            break;
        };
        // 業務委託, 作業報告書, 処理装置 are longer nouns
        let after = &rest[word.len()..];
        if after.starts_with(|c: char| !is_hiragana(c) && !"、。・ )」(".contains(c)) {
            return Use::none(Why::Compound);
        }
        end += word.len();
    }
    let rest = &text[end..];
    if rest.is_empty() || rest.starts_with('。') || rest.starts_with(':') {
        return Use { form: Form::Item, voice: Voice::default() };
    }
    if let Some(after) = rest.strip_prefix('を') {
        // 復旧手順を参考に, 監査の結果を踏まえ: what another act rests on
        let rests = ["もって", "参考に", "踏まえ", "もとに", "元に", "基に", "前提に"];
        if rests.iter().any(|word| after.starts_with(word)) || after.starts_with("含") && !after.starts_with("含ま")
        {
            return Use::none(Why::Other);
        }
        return govern(text, end + "を".len());
    }
    if rest.starts_with("も含め") || rest.starts_with("を含め") {
        return Use::none(Why::Other);
    }
    for topic in ["には、", "については", "に関しては", "にあっては", "に関して", "について", "は", "も"]
    {
        if rest.starts_with(topic) {
            return govern(text, end + topic.len());
        }
    }
    for list in ["及び", "並びに", "又は", "若しくは", "、", "・", "と", "や", "かつ", "その他"] {
        if let Some(after) = rest.strip_prefix(list) {
            if list == "と"
                && (after.starts_with("する")
                    || after.starts_with("し")
                    || after.starts_with("な")
                    || after.starts_with("は"))
            {
                return Use::none(Why::Other);
            }
            return listed(text, end + list.len());
        }
    }
    if let Some(after) = rest.strip_prefix('に') {
        if EFFORT.is_match(after) && after.starts_with(['努', 'つ', '配', '留', '心']) {
            let mut voice = Voice { effort: true, ..Voice::default() };
            voice.effort = true;
            return Use { form: Form::Finite { at: end }, voice };
        }
        if after.starts_with("関する次の")
            || after.starts_with("係る次の")
            || after.starts_with("関する事項")
            || after.starts_with("関する事務")
            || after.starts_with("係る事務")
        {
            return Use { form: Form::Item, voice: Voice::default() };
        }
        // 監督に当たる
        if ["当たる。", "当たるもの", "当たらせ", "当たること", "当たり、", "当たらなけ"]
            .iter()
            .any(|word| after.starts_with(word))
            && !after.starts_with("当たり、あ")
        {
            let voice = Voice { causative: after.starts_with("当たらせ"), ..Voice::default() };
            return Use { form: Form::Finite { at: end }, voice };
        }
        if SUPPORT.is_match(after) && !after.starts_with('関') {
            return Use::none(Why::Support);
        }
        // 契約終了時に…を, 状態に保つ
        if ["保", "維持", "し", "する", "置"].iter().any(|word| after.starts_with(word)) {
            return govern(text, end + "に".len());
        }
        return Use::none(Why::Other);
    }
    if let Some(after) = rest.strip_prefix('の') {
        const OF: &[&str] = &[
            "方法", "方式", "手順", "時期", "回数", "頻度", "範囲", "分担", "日程", "内容", "対象", "詳細", "間隔",
            "期間", "形式", "様式", "主体", "担当", "受持", "仕方", "要領", "手続", "条件", "役割",
        ];
        if OF.iter().any(|word| after.starts_with(word)) {
            return Use { form: Form::Attribute, voice: Voice::default() };
        }
        return Use::none(Why::Other);
    }
    if ["があ", "がござ", "が備わ", "が利用でき", "が使え"].iter().any(|word| rest.starts_with(word))
        && text[..end].ends_with("機能")
    {
        return Use { form: Form::Finite { at: end }, voice: Voice::default() };
    }
    if rest.starts_with("が行われ") || rest.starts_with("が実施され") {
        return govern(text, end + "が".len());
    }
    if rest.starts_with(|c: char| !is_hiragana(c)) {
        return Use::none(Why::Compound);
    }
    Use::none(Why::Other)
}

/// A verbal noun in a list: what holds for the end of the list holds for it.
fn listed(text: &str, from: usize) -> Use {
    let rest = &text[from..];
    // the nearest particle that a list of nouns can end in
    let mut best: Option<(usize, usize)> = None;
    for particle in ["を", "は、", "については", "に関しては", "に努", "に関する事務", "に協力", "が", "は"]
    {
        if let Some(at) = rest.find(particle)
            && best.is_none_or(|(known, _)| at < known)
        {
            best = Some((at, particle.len()));
        }
    }
    let stop = rest.find('。').unwrap_or(rest.len());
    match best {
        Some((at, length)) if at < stop => {
            let head = &rest[..at];
            let word = &rest[at..at + length];
            if word.starts_with("に努") {
                return Use { form: Form::Finite { at: from + at }, voice: Voice { effort: true, ..Voice::default() } };
            }
            if word.starts_with("に協") {
                return Use::none(Why::Support);
            }
            if word == "が" {
                return Use::none(Why::Other);
            }
            // 取得の方法及び回数は…: the list is of attributes
            if head.ends_with("方法")
                || head.ends_with("回数")
                || head.ends_with("時期")
                || head.ends_with("頻度")
                || head.ends_with("範囲")
                || head.ends_with("取得者")
            {
                return Use { form: Form::Attribute, voice: Voice::default() };
            }
            if ["協力", "支援", "補助", "助言", "手伝い"].iter().any(|end| head.ends_with(end)) {
                return Use::none(Why::Support);
            }
            if [
                "費用", "料金", "内容", "結果", "日時", "有無", "状況", "要否", "可否", "手順", "計画", "記録", "体制",
                "一覧", "経過",
            ]
            .iter()
            .any(|end| head.ends_with(end))
                && !head.ends_with("の記録")
            {
                return Use::none(Why::Other);
            }
            govern(text, from + at + length)
        }
        _ => Use { form: Form::Item, voice: Voice::default() },
    }
}

/// The predicate that takes up what stands before `from`: the first one that is no clause before a noun and no condition.
pub fn govern(text: &str, from: usize) -> Use {
    let mut at = from;
    let stop = text[from..].find('。').map_or(text.len(), |end| from + end);
    while at < stop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        let begins_word = {
            let before = text[..at].chars().next_back();
            // inside a run of kanji a predicate does not begin, unless a whole verbal noun does
            !matches!(before, Some('\u{4E00}'..='\u{9FFF}') if at > from)
                || is_hiragana(c)
                // 月1回行う, 毎月実施する
                || before.is_some_and(|before| "回日月年週度時宜毎々後前分次期夜朝昼間者側等".contains(before))
        };
        if let Some(found) = EXCLUDE.find(rest) {
            let end = at + found.end();
            let tail = &text[end..];
            // 対象外の作業, 含まない場合
            if !["の", "とき", "場合", "業務", "作業"].iter().any(|word| tail.starts_with(word)) {
                return Use { form: Form::Finite { at: end }, voice: Voice { excluded: true, ..Voice::default() } };
            }
        }
        // 二重化された構成とする, 状態にする
        if at == from
            && ["する", "し、", "すること", "している", "しなけ", "します", "しておく", "なっている"]
                .iter()
                .any(|word| rest.starts_with(word))
        {
            return verb(text, at, Class::Suru);
        }
        if begins_word || at == from {
            let class_of = |length: usize| -> (usize, Class) {
                // where the stem ends: before the last kana of the match
                let word = &rest[..length];
                let last = word.chars().next_back().map_or(0, char::len_utf8);
                let stem_end = at + length - last;
                let suru = word.ends_with(['す', 'し', 'さ', 'せ', 'い', 'で'])
                    && word.chars().count() >= 3
                    && !word.ends_with("行い");
                (stem_end, if suru { Class::Suru } else { Class::Godan('う') })
            };
            if let Some(found) = OPEN.find(rest) {
                let end = at + found.end();
                return Use { form: Form::Finite { at: end }, voice: Voice { open: true, ..Voice::default() } };
            }
            if let Some(found) = DELEGATE.find(rest) {
                let (end, class) = class_of(found.end());
                let mut inner = verb(text, end, class);
                if !matches!(inner.form, Form::Embedded(Why::BeforeNoun | Why::Condition | Why::Purpose)) {
                    inner.voice.causative = true;
                    return inner;
                }
                at += found.end();
                continue;
            }
            if let Some(found) = LIGHT.find(rest) {
                let (end, class) = class_of(found.end());
                let inner = verb(text, end, class);
                match inner.form {
                    Form::Embedded(Why::BeforeNoun | Why::Condition) => {
                        // 取得を行うときは…: the noun itself is only mentioned
                        if text[from..at].chars().count() < 12
                            && !text[from..at].contains("、")
                            && text[..from].ends_with('を')
                        {
                            return inner;
                        }
                        at += found.end();
                        continue;
                    }
                    _ => return inner,
                }
            }
            if SUPPORT.is_match(rest) && SUPPORT.find(rest).is_some_and(|m| m.as_str().chars().count() <= 3) {
                return Use::none(Why::Support);
            }
            if EFFORT.find(rest).is_some_and(|m| rest.starts_with(['努', '最']) && m.start() == 0) {
                return Use { form: Form::Finite { at }, voice: Voice { effort: true, ..Voice::default() } };
            }
            if rest.starts_with('拒') || rest.starts_with("妨げ") {
                return Use { form: Form::Finite { at }, voice: Voice::default() };
            }
            if let Some(found) = OTHER.find(rest) {
                let (end, class) = class_of(found.end());
                let inner = verb(text, end, class);
                if matches!(inner.form, Form::Embedded(Why::BeforeNoun | Why::Condition | Why::Purpose)) {
                    at += found.end();
                    continue;
                }
                return Use::none(Why::Other);
            }
        }
        at += c.len_utf8();
    }
    // 「バックアップの取得は、乙とする。」「…は、契約者の責任において」
    let tail = text[from..stop].trim_end();
    let short = tail.chars().count() <= 14 && !tail.contains("もの") && !tail.contains("こと");
    if short && (tail.ends_with("とする") || tail.ends_with("とします"))
        || tail.ends_with("の責任")
        || tail.ends_with("ください")
        || tail.ends_with("下さい")
        || tail.contains("責任において")
        || ["の責任範囲", "の役割", "の所掌", "の担当", "の受持ち", "の分担", "の責任"]
            .iter()
            .any(|word| tail.trim_end_matches(['で', 'す', 'と', 'る', 'し', 'ま', 'あ']).ends_with(word))
    {
        return Use { form: Form::Finite { at: stop }, voice: Voice::default() };
    }
    Use::none(Why::Other)
}
