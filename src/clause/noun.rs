//! Verbal nouns: what the sentence does with 取得 in 取得の方法, 取得を行う and 取得、保管及び廃棄, and the predicate that takes them up.

use super::form::{Form, Use, Voice, Why, is_hiragana};
use super::predicate::verb;
use super::statement::is_finite;
use crate::catalogue::Class;
use crate::text::pattern;

// Predicates that only carry a verbal noun.
pattern!(
    LIGHT,
    r"^(?:行[うわいっえお]|実施[すしさせいで]|担[うわいっ]|担当[すしさと]|受持[たちつっ]|受け持[たちつっ]|引受け|請負[うわいっ]|遂行[すしさ]|負[うわいっ]|負担[すし]|講[じず]|執[らりるっ]|図[らりるっ]|実行[すしさ]|開始[すし]|果た[さしすせ]|徹底[すしさ]|提供[すしさいで]|代行[すしさ]|有[しす]|備え|設け|整え|有効に|確保[すし]|維持[すしさ]|励行[すし]|受託[すしさ]|承[りるっ]|致[しす]|いたし|保[たちつっ]|保持[すし]|置[かきく]|取[らりるっ]|とる|とり|手配[すし]|構築[すし]|整備[すし]|施[さしす]|処理[すし]|実現[すし]|完了[すしさ]|含[むみめ]|付[しす]|継続[すし]|済ませ|済まし|お?済ま|導入[すしさ]|用意[すし]|お願い[しいす])"
);
pattern!(DELEGATE, r"^(?:委託[すしさ]|委任[すし]|委ね|任せ|依頼[すし]|外注[すし]|請負わせ|命[じず]|頼[みむん])");
pattern!(
    EXCLUDE,
    r"^(?:含[まみ](?:ない|ず|れない|れず|ません|れません|れておらず|ないもの)|含まれて(?:い|おり)ません|含まれていない|関与(?:いた)?し(?:ない|ません)|対応(?:いた)?し(?:かね|ません)|対応しない|対象外|範囲外|適用外|除外|対象と(?:は)?し(?:ない|ません|ておりません)|対象に(?:は)?(?:含|なりませ|ならな)|受託しな|承(?:っており|り)ませ|サポート外|含めな|除く(?:もの)?と|(?:契約|業務|範囲|対象)の外と|(?:業務|範囲|対象|契約)から除[くい]|除かれ|範囲に(?:は)?含)"
);
pattern!(
    OPEN,
    needs[["協議", "話", "別途", "別に", "別紙", "別表", "別添", "別記", "合意", "都度", "個別"]],
    r"^(?:(?:別途|別に|その都度|都度)?[^。]*?(?:協議|話し?合)(?:の(?:上|うえ)|して|って|し)?[^。]*(?:定め|決定|決め|よる|行う)|協議(?:する|します|の上|のうえ)|別途[^。]{0,8}(?:定め|協議|合意|取り?決め)|別に(?:定め|締結|取り?決め)|別(?:紙|表|添|記)[^。]*(?:のとおり|による|によります|に定める|に示す|に記載)|双方(?:の)?合意|その都度(?:決定|定め)|個別契約で定め|別途契約)"
);
pattern!(
    SUPPORT,
    r"^(?:[^、。]{0,6}?)(?:支援|協力|補助|手伝|助言|援助|手助け|助け|後押し|力を貸|取次|取り次|サポート[すし]|フォロー)"
);
pattern!(
    OTHER,
    r"^(?:確認[すしさ]|確かめ|点検[すしさ]|検査[すしさ]|監督[すしさ]|承認[すしさ]|許可[すしさ]|許[しす]|審査[すし]|見届|把握[すし]|受け[るたて]|受けな|受領[すし]|求め|要求[すし]|請求[すし]|指示[すし]|終え|終わ|終了[すし]|停止[すし]|中止[すし]|希望[すし]|拒[まみむん]|怠[らりるっ]|妨げ|要[しす]|待[たっ]|忘れ|認め|予定[すし]|検討[すし]|計画[すし]|目的と|禁止[すし]|禁[じず]|証[すし]|示[さしす]|知ら|通知[すしさ]|報告[すしさ]|記[しす]|記録[すしさ]|定め|決め|決定[すしさ]|判断[すしさ]|選[びばん]|提出[すしさ]|明ら?か|怠|失[いわっ]|審議[すし]|規定[すし]|届出|申出|申請[すし]|申込|聴[きくい]|勧め|推奨[すし]|要望|条件|いう|いい|指[しす]|証明[すし]|理由|集計|公表[すし]|評価[すし])"
);
pattern!(pub(super) EFFORT, r"^(?:[^、。]{0,8}?)(?:努め|努力|つとめ|配慮|留意|心掛け|心がけ|気を配|注意を払|最善を)");

/// A verbal noun that ends at `end`.
pub fn noun(text: &str, mut end: usize) -> Use {
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
    // 点検及び監視について、その適正を期するため、委員会を置く: what a body is set up for
    pattern!(
        SET_UP,
        needs[["ため、", "よう、"]],
        r"^(?:(?:及び|並びに|又は|、)[^。を]{1,30}?)?(?:について|に関し)[^。]*(?:ため|よう)(?:に)?、[^。]*(?:を|が)(?:置[かきく]|設[けく置]|組織)"
    );
    if SET_UP.is_match(rest) {
        return Use::none(Why::Purpose);
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
        // 甲が行う計画の見直しに当たり、助言する: on the other's occasion
        pattern!(OTHERS, r"(?:が(?:行う|実施する|策定する|作成する|定める|主催する)|による)[^、。]*$");
        if after.starts_with("当たり、") && OTHERS.is_match(&text[..end]) {
            return Use::none(Why::Other);
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
    // 取得する場合がありますが、その義務を負いません: what follows speaks anew
    let stop = match text[from..stop].find("が、") {
        Some(end) if is_finite(&text[from..from + end]) => from + end,
        _ => stop,
    };
    while at < stop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        let begins_word = {
            let before = text[..at].chars().next_back();
            // inside a run of kanji a predicate does not begin, unless a whole verbal noun does
            !matches!(before, Some('\u{4E00}'..='\u{9FFF}') if at > from)
                || is_hiragana(c)
                // 月1回行う, 毎月実施する
                || matches!(before, Some('回' | '日' | '月' | '年' | '週' | '度' | '時' | '宜' | '毎' | '々' | '後' | '前' | '分' | '次' | '期' | '夜' | '朝' | '昼' | '間' | '者' | '側' | '等'))
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
            if SUPPORT.find(rest).is_some_and(|found| found.as_str().chars().count() <= 3) {
                return Use::none(Why::Support);
            }
            if rest.starts_with(['努', '最']) && EFFORT.is_match(rest) {
                return Use { form: Form::Finite { at }, voice: Voice { effort: true, ..Voice::default() } };
            }
            if rest.starts_with('拒') || rest.starts_with("妨げ") && !rest.starts_with("妨げと") {
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
