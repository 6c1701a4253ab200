//! What the cells of a row say in words: sentences, 対象外, «see annex 3», nouns under a head that names the doer. In: a row and its
//! columns. Out: its statements.

use super::column::Column;
use super::condition::CONDITION;
use super::piece::LEFT_OUT;
use super::sentence;
use super::statement::{Around, Mode, RowReading, Statement, stated};
use crate::model::{Confidence, DutyId, Kind, Level, Party, Strength};
use crate::text::{normal, pattern};

pub(super) fn sentences(row: &mut RowReading, topic: &str, columns: &[Column], words: &[String], around: &Around<'_>) {
    let doer_cell = columns
        .iter()
        .position(|column| *column == Column::Doer)
        .and_then(|at| words.get(at))
        .map_or("", String::as_str);
    let doer_words = doer_cell.split(['※', '(', ' ']).next().unwrap_or_default();
    // a firm may stand under its full name, which the paper has not shortened
    let doer =
        around.parties.resolve(doer_words).map(|(party, _)| party).or_else(|| around.parties.describe(doer_words));
    if super::cite::points_elsewhere(doer_cell) {
        for duty in around.catalogue.topics(topic) {
            let mut statement = stated(duty, Strength::Open, topic);
            statement.holder = Party::Unstated;
            row.statements.push(statement);
        }
        return;
    }
    // 無線の監視 | − | −: nobody does it
    const DASHES: [&str; 4] = ["-", "−", "ー", "―"];
    let rest = columns.iter().zip(words).filter(|(column, word)| {
        !matches!(column, Column::Number | Column::Topic | Column::Doer) && word.as_str() != topic
    });
    if DASHES.contains(&doer_cell) && rest.clone().all(|(_, word)| word.is_empty() || DASHES.contains(&word.as_str())) {
        row.ignored = Some("担当の記載のない行".to_owned());
        return;
    }
    let class = columns
        .iter()
        .position(|column| *column == Column::Class)
        .and_then(|at| words.get(at))
        .map_or("", String::as_str);
    // 参考, 任意: described or wished for, not required
    if ["参考", "任意", "推奨", "希望", "加点", "現状", "要望"].iter().any(|free| class.starts_with(free))
    {
        row.ignored = Some("必須でない行".to_owned());
        return;
    }
    // 済, 未: how things stand
    const STANDS: [&str; 8] = ["済", "済み", "未", "完了", "未了", "実施済", "未実施", "導入済"];
    if around.kind.level() != Level::Declared && words.iter().any(|word| STANDS.contains(&word.as_str())) {
        row.ignored = Some("状態を示す行".to_owned());
        return;
    }
    let has_topic = columns.contains(&Column::Topic);
    let contents: Vec<&str> = columns
        .iter()
        .enumerate()
        .filter(|(at, column)| {
            matches!(column, Column::Content | Column::Measure | Column::Other)
                && words.get(*at).is_some_and(|word| word != topic || !has_topic && is_said(word))
        })
        .filter_map(|(at, _)| words.get(at).map(String::as_str))
        .collect();
    let mut agent = doer.unwrap_or(around.silent.0);
    if doer_cell.is_empty() && agent == Party::Unstated && around.kind == Kind::Sla {
        agent = Party::Vendor;
    }
    let effort = ["目標", "目安", "努力"]
        .iter()
        .any(|aim| class.contains(aim) || contents.iter().any(|words| words.contains(aim)));
    let heading = format!("{}{}", around.heading, topic);
    for content in &contents {
        // 「甲」「対象外」 alone, 「甲が月1回実施」
        let bare = content.split(['※', '(']).next().unwrap_or(content).trim();
        if bare.chars().count() <= 8
            && let Some((party, _)) = around.parties.resolve(bare)
            && doer.is_none()
        {
            agent = party;
            continue;
        }
        if ["対象外", "範囲外", "含まない", "なし", "実施しない", "行わない", "提供しない"].contains(&bare)
        {
            for duty in around.catalogue.topics(topic) {
                row.statements.push(stated(duty, Strength::Disclaimed, topic));
            }
            continue;
        }
        // サービスに含まれません: the cell refuses what the row speaks of
        if bare.chars().count() <= 20 && !bare.contains('、') && LEFT_OUT.is_match(bare) {
            for duty in around.catalogue.topics(topic) {
                row.statements.push(stated(duty, Strength::Disclaimed, topic));
            }
            continue;
        }
        let completed = completed(content);
        let content = &completed.as_str();
        let sentence_like = is_said(content);
        let inner = Around {
            kind: around.kind,
            parties: around.parties,
            catalogue: around.catalogue,
            heading: &heading,
            lead: around.lead,
            before: topic,
            referred: "",
            silent: (agent, if doer.is_some() { "表の担当欄" } else { around.silent.1 }, Confidence::High),
            item: true,
            front: false,
        };
        let is_open = super::cite::points_elsewhere(content) && !content.contains("は、");
        if sentence_like && is_open {
            let joined = format!("{topic}は、{content}");
            row.statements.append(&mut sentence::read(&joined, &inner, false).statements);
        } else if sentence_like {
            for one in super::cut::sentences(content) {
                let mut outcome = sentence::read(content[one].trim(), &inner, false);
                row.statements.append(&mut outcome.statements);
            }
            // 契約終了時の消去 | 乙が行い、完了の報告書を渡す: the topic is the first act
            pattern!(
                DOES_AND,
                needs[["行い、", "実施し、"]],
                r"^([^、。]{1,24}(?:が|にて|で)[^、。を]{0,12}(?:行い|実施し))、"
            );
            if let Some(first) = DOES_AND.captures(content).filter(|first| {
                !row.statements.is_empty()
                    && !["のみ", "だけ", "設定", "準備", "抽出", "支援"].iter().any(|part| first[1].contains(part))
            }) {
                let joined = format!("{topic}は、{}。", &first[1]);
                let own = sentence::read(&joined, &inner, false).statements;
                let is_new = |one: &Statement| row.statements.iter().all(|known| known.duty != one.duty);
                let own: Vec<Statement> = own.into_iter().filter(is_new).collect();
                row.statements.extend(own);
            }
            // 「提供者が24時間365日行う」: the topic is the act
            if row.statements.is_empty() {
                let joined =
                    if content.contains("は、") { (*content).to_owned() } else { format!("{topic}は、{content}") };
                let mut outcome = sentence::read(&joined, &inner, false);
                row.statements.append(&mut outcome.statements);
            }
        } else if super::cite::points_elsewhere(content) {
            for duty in around.catalogue.topics(topic) {
                let mut statement = stated(duty, Strength::Open, topic);
                statement.holder = Party::Unstated;
                row.statements.push(statement);
            }
        }
    }
    let is_elsewhere = |words: &str| super::cite::points_elsewhere(words);
    if row.statements.is_empty()
        && (contents.iter().any(|content| is_elsewhere(content)) || doer.is_none() && is_elsewhere(doer_cell))
    {
        for duty in around.catalogue.topics(topic) {
            let mut statement = stated(duty, Strength::Open, topic);
            statement.holder = Party::Unstated;
            row.statements.push(statement);
        }
    }
    let text = &row.text;
    let figures = super::cite::has_figure(text);
    let levels = DutyId::new("sla.level");
    // 受付から復旧着手まで, in the annex of a contract
    let spans = normal(topic);
    let spans = spans.contains("から") && spans.contains("まで") && !text.contains('円');
    let is_of_levels = around.kind == Kind::Sla || around.kind.level() == Level::Binding && spans;
    // 完全復旧 | 6時間以内(努力目標): the figure is what is promised
    let is_span =
        contents.iter().any(|words| ["時間以内", "分以内", "営業日以内"].iter().any(|span| words.contains(span)));
    if is_of_levels
        && figures
        && is_span
        && ["復旧", "修理完了", "回復"].iter().any(|end| normal(topic).ends_with(end))
        && contents.iter().all(|words| !words.contains(['を', '。']))
    {
        row.statements.retain(|statement| !["bck.restore", "sla.monitor"].contains(&statement.duty.as_str()));
    }
    if figures
        && is_of_levels
        && ([
            "稼働率",
            "供給率",
            "応答",
            "返信",
            "返答",
            "折返し",
            "復旧時間",
            "完全復旧",
            "回答時間",
            "到着",
            "駆付",
            "可用性",
            "目標復旧",
            "停止時間",
            "応答時間",
            "着手",
            "提供時間",
            "サービス時間",
            "障害",
            "遅延",
        ]
        .iter()
        .any(|word| normal(topic).contains(word))
            || normal(topic).ends_with("まで"))
        && around.catalogue.duty(&levels).is_some()
        && !row.statements.iter().any(|statement| statement.duty == levels)
        && row
            .statements
            .iter()
            .all(|statement| statement.duty.area() == "sla" || statement.duty.as_str() == "inc.notify")
        && row.statements.is_empty()
    {
        let mut statement = stated(levels, if effort { Strength::Effort } else { Strength::Duty }, topic);
        statement.holder = if agent == Party::Unstated { Party::Vendor } else { agent };
        row.statements.push(statement);
    }
    // 「バックアップの取得 | 1日1回」, 「システム管理者 | ポートの停止」: a noun is claimed
    if row.statements.is_empty() {
        // a table of works and nothing else, under a heading that says what becomes of them
        let is_ruled = columns.iter().filter(|column| **column != Column::Number).count() == 1
            && (around.silent.1 == "表の見出し"
                || around.lead.is_some_and(|lead| lead.mode != Mode::Mention && lead.agent.is_some()));
        let noun_contents = is_ruled || contents.iter().any(|words| !words.is_empty());
        let sources: Vec<&str> =
            if columns.contains(&Column::Topic) || doer.is_none() { vec![topic] } else { contents.clone() };
        if noun_contents || doer.is_some() {
            for source in sources {
                for duty in around.catalogue.topics(source) {
                    if duty.as_str() == "sla.level" && !figures {
                        continue;
                    }
                    let mut statement = stated(duty, Strength::Duty, source);
                    statement.holder = agent;
                    if effort {
                        statement.strength = Strength::Effort;
                    }
                    match around.lead.map(|lead| lead.mode) {
                        Some(Mode::Exclude) => {
                            statement.strength = Strength::Disclaimed;
                            statement.holder = Party::Vendor;
                        }
                        Some(Mode::OnCondition) if agent != Party::Hospital => {
                            statement.strength = Strength::Conditional;
                        }
                        _ => {}
                    }
                    row.statements.push(statement);
                }
            }
        }
    }
    // 申込みを受け、別料金でこれを行う: the whole cell is one sentence
    pattern!(
        PAID,
        needs[["料金", "有償", "有料", "実費"]],
        r"^[^。]*(?:別料金|追加料金|有償|有料|実費)(?:で|にて|により)、?(?:これを)?(?:行う|行います|実施する|実施します|対応する|対応します|提供する|提供します|承る|承ります)(?:もの(?:とする|とします))?。?$"
    );
    const OF_PART: [&str; 9] = ["のみ", "以降", "については", "の分", "深夜", "時間外", "出張", "媒体", "除き"];
    // 乙 and beside it 都度見積: on condition
    let beside = columns
        .iter()
        .zip(words)
        .filter(|(column, _)| matches!(column, Column::Class | Column::Other | Column::Content | Column::Measure));
    let on_condition = beside.map(|(_, word)| word.as_str()).find(|word| {
        *word != topic
            && (word.chars().count() <= 10
                || word.contains("に限り")
                || PAID.is_match(word) && !OF_PART.iter().any(|part| word.contains(part)))
            && CONDITION.is_match(word)
    });
    if let Some(condition) = on_condition {
        for statement in &mut row.statements {
            if statement.strength == Strength::Duty && statement.holder != Party::Hospital {
                statement.strength = Strength::Conditional;
                statement.condition = Some(condition.to_owned());
            }
        }
    }
    for statement in &mut row.statements {
        if effort && statement.strength == Strength::Duty {
            statement.strength = Strength::Effort;
        }
        if around.kind.level() == Level::Internal
            && statement.holder == Party::Vendor
            && statement.strength == Strength::Duty
        {
            statement.strength = Strength::Expected;
        }
        if around.kind.level() == Level::Declared && statement.strength == Strength::Duty {
            statement.strength =
                if statement.holder == Party::Hospital { Strength::Expected } else { Strength::Stated };
        }
        if doer_cell.contains('※') || row.text.contains('※') {
            statement.scope = statement.scope.take().or_else(|| Some("※注記のとおり".to_owned()));
        }
        if !doer_cell.is_empty() && doer.is_none() {
            statement.confidence = Confidence::Low;
        }
    }
    if row.statements.is_empty() {
        row.ignored = Some("該当する義務なし".to_owned());
    }
}

/// The words of a cell are a sentence: 時刻は院内の時計に合わせること.
fn is_said(words: &str) -> bool {
    words.ends_with('。')
        || words.contains("は、")
        || ["する", "行う", "します", "こと"].iter().any(|end| words.ends_with(end))
        || words.chars().count() > 7 && words.ends_with(['る', 'う', 'く', 'す', 'つ', 'む', 'ぶ', 'ぐ'])
}

/// 「甲が月1回実施」 as a sentence.
fn completed(content: &str) -> String {
    let short = [
        "実施",
        "対応",
        "担当",
        "負担",
        "通知",
        "管理",
        "監視",
        "取得",
        "確認",
        "報告",
        "提供",
        "保管",
        "更新",
        "適用",
        "連絡",
        "提出",
        "返却",
        "消去",
        "採取",
        "送付",
        "メール",
    ];
    if content.contains(['が', 'を']) && short.iter().any(|end| content.ends_with(end)) {
        format!("{content}する")
    } else {
        content.to_owned()
    }
}
