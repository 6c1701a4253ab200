//! What a column of a table in prose holds, by its heading.

use super::statement::Around;
use crate::model::{Kind, Level, Party};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Topic,
    Content,
    Doer,
    Class,
    Party(Party),
    Measure,
    Question,
    Answer,
    Remark,
    Other,
}

/// The column under the heading `name`.
pub(super) fn column(name: &str, around: &Around<'_>) -> Column {
    // 甲(保守会社)
    let name = name.split('(').next().unwrap_or(name).trim();
    if around.kind.level() == Level::Declared {
        let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
        if ["項目", "問", "機能", "対策"].contains(&name) || begins(&["質問", "設問", "確認事項", "確認項目", "照会"])
        {
            return Column::Question;
        }
        if ["状況", "対応可否", "答", "対応", "対応状況", "有無", "実施状況"].contains(&name)
            || begins(&["回答", "ご回答"])
        {
            return Column::Answer;
        }
        if ["備考", "補足", "備考欄", "説明", "コメント"].contains(&name) {
            return Column::Remark;
        }
    }
    if ["項", "号", "番", "番号", "No", "No.", "NO", "#", "項番", "№"].contains(&name) {
        return Column::Number;
    }
    if name.ends_with("項目") && name.chars().count() <= 6 {
        return Column::Topic;
    }
    if ["要求内容", "要求事項", "要求仕様", "仕様", "実施内容", "提供条件", "条件"].contains(&name)
    {
        return Column::Content;
    }
    if [
        "担当",
        "実施者",
        "担当者",
        "主体",
        "実施主体",
        "受持",
        "分担",
        "担当区分",
        "責任者",
        "実施担当",
        "担い手",
        "担務",
        "持ち場",
        "行う者",
        "担当側",
    ]
    .contains(&name)
    {
        return Column::Doer;
    }
    if ["区分", "種別", "保証", "目標", "区別", "性質", "扱い"].contains(&name) && around.kind == Kind::Sla
    {
        return Column::Class;
    }
    if ["必須区分", "要求区分", "重要度", "必須・任意", "必須/任意"].contains(&name) {
        return Column::Class;
    }
    if ["区分", "左欄", "役職", "職名", "係", "部署", "担当部署"].contains(&name) {
        return Column::Doer;
    }
    if [
        "項目",
        "業務",
        "作業",
        "事項",
        "サービス項目",
        "業務内容",
        "作業内容",
        "作業項目",
        "業務項目",
        "役割",
        "指標",
        "サービスレベル項目",
        "品質項目",
        "内訳",
        "事柄",
        "仕事",
        "事務",
        "対象",
        "やること",
    ]
    .contains(&name)
    {
        return Column::Topic;
    }
    if [
        "内容",
        "水準",
        "設定値",
        "目標値",
        "基準値",
        "サービスレベル",
        "定義",
        "基準",
        "値",
        "備考",
        "要件",
        "提供内容",
        "規定内容",
        "目標水準",
        "保証値",
        "内容・水準",
    ]
    .contains(&name)
    {
        return if ["水準", "設定値", "目標値", "基準値", "値", "目標水準", "保証値", "サービスレベル"].contains(&name)
        {
            Column::Measure
        } else {
            Column::Content
        };
    }
    if name.chars().count() <= 12
        && let Some((party, _)) = around.parties.resolve(name)
    {
        return Column::Party(party);
    }
    Column::Other
}
