//! Sentences that look alike and say different things, side by side: each rule of reading with what it must leave alone.

use super::shapes::said;
use crate::model::Kind;

const CONTRACT: &str = "保守契約書
みほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は、次のとおり契約する。
";
const TERMS: &str = "利用規約
株式会社みほん(以下「当社」という。)は、契約した病院(以下「契約者」という。)にサービスを提供する。
";

/// The claims of each paper, which stands behind `head`.
#[track_caller]
fn each(kind: Kind, head: &str, papers: &[(&str, &[&str])]) {
    for (paper, wanted) in papers {
        assert_eq!(said(kind, &format!("{head}{paper}")), *wanted, "{paper}");
    }
}

#[test]
fn whoever_only_advises_or_is_named_for_a_part_or_a_time_does_no_more() {
    each(
        Kind::Contract,
        CONTRACT,
        &[
            (
                "第1条 事業継続計画の策定については、甲が行うものであり、乙は助言を行うにとどまる。",
                &["bcp.plan hospital duty"],
            ),
            (
                "第1条 端末の更新プログラムの適用は甲が行い、乙はその方法を電話で案内する。",
                &["vul.terminal hospital duty"],
            ),
            (
                "第1条 乙(別館の端末については甲)は、端末に更新プログラムを適用する。",
                &["vul.terminal vendor duty", "vul.terminal hospital duty"],
            ),
            ("第1条 乙(連絡先は甲)は、サーバの稼働を監視する。", &["sla.monitor vendor duty"]),
            (
                "第1条 サーバへの更新プログラムの適用は、年度末までは甲が行い、その後の担い手は、甲乙が協議して定める。",
                &["vul.server hospital duty", "vul.server both open"],
            ),
            ("第1条 乙の責務は、甲がログを点検するまでとする。", &[]),
            ("第1条 乙の業務は、脆弱性を調べて甲に知らせるところまでとする。", &["vul.inform vendor duty"]),
        ],
    );
}

#[test]
fn a_later_paragraph_binds_items_only_where_it_says_nothing_else() {
    let list =
        |later: &str| format!("第3条 乙は、次の業務を行う。\n(1) サーバの稼働の監視\n(2) バックアップの取得\n{later}");
    let plain: &[&str] = &["sla.monitor vendor duty", "bck.take vendor duty"];
    for (later, wanted) in [
        (
            "2 前項第2号の業務は、甲が別に付加契約を結んだときに限る。",
            &["sla.monitor vendor duty", "bck.take vendor conditional"][..],
        ),
        ("2 前項第1号の業務は、有償で行う。", &["sla.monitor vendor conditional", "bck.take vendor duty"]),
        ("2 前項第2号の業務は、追加料金なしで行う。", plain),
        ("2 前項第1号の業務は、日曜日には行わない。", plain),
    ] {
        let found = said(Kind::Contract, &format!("{CONTRACT}{}", list(later)));
        assert_eq!(&found[..2], wanted, "{later}");
    }
}

#[test]
fn a_condition_is_waived_only_by_words_that_hang_on_it() {
    each(
        Kind::Contract,
        CONTRACT,
        &[
            ("第1条 乙は、甲の依頼に応じ昼夜を問わず、障害対応を行う。", &["sla.monitor vendor conditional"]),
            (
                "第1条 乙は、オプション料金の支払の有無にかかわらず、アクセスログを3年間保管する。",
                &["log.protect vendor duty"],
            ),
            (
                "第5条 乙は、個人情報の漏えいが発生したときは、直ちに甲に通知し、甲の指示に従うものとする。\n2 前項の場合において、乙は、再発防止策を講ずる。",
                &["inc.notify vendor duty", "inc.prevent vendor duty"],
            ),
        ],
    );
    each(
        Kind::Terms,
        TERMS,
        &[(
            "第2条 本特約のサービスは、契約者が料金を支払う場合に提供します。\n第3条 前条の場合、当社は、毎月、アクセスログを点検します。",
            &["log.review vendor conditional"],
        )],
    );
}

#[test]
fn a_negation_may_refuse_forbid_or_keep_out() {
    each(
        Kind::Terms,
        TERMS,
        &[
            ("第1条 当社は、営業時間以外は障害対応を行いません。", &["sla.monitor vendor disclaimed"]),
            (
                "第1条 当社は、サーバの稼働の監視及び不正アクセスの監視を行いません。",
                &["sla.monitor vendor disclaimed", "net.monitor vendor disclaimed"],
            ),
        ],
    );
    each(
        Kind::Contract,
        CONTRACT,
        &[
            ("第1条 乙は、登録した者以外をサーバ室に入れない。", &["phy.entry vendor duty"]),
            ("第1条 乙は、ウイルス定義ファイルの更新を怠ってはならない。", &["vul.malware vendor duty"]),
            (
                "第1条 乙は、平日はサーバの監視を行い、休日はサーバの監視を行わない。",
                &["sla.monitor vendor duty", "sla.monitor vendor disclaimed"],
            ),
            (
                "第1条 乙は、サーバの監視を行うものとし、再委託した場合もその義務を免れない。",
                &["sla.monitor vendor duty"],
            ),
        ],
    );
    each(
        Kind::Rule,
        "運用管理規程\n",
        &[
            ("第1条 職員は、USBメモリを机上に放置してはならない。", &["inf.media hospital prohibited"]),
            ("第1条 診療に用いる通信は、暗号化されたものに限る。", &["net.encrypt hospital duty"]),
        ],
    );
    each(Kind::Terms, TERMS, &[("第1条 サポート対象の端末は、最新のパッチを適用したものに限ります。", &[])]);
}

#[test]
fn lists_stand_on_one_line_and_headings_over_numbers() {
    each(
        Kind::Contract,
        CONTRACT,
        &[
            (
                "第4条 次の各項目は、甲がオプションを購入した場合に限り、乙が実施する。(イ)バックアップの取得、(ロ)ログの点検",
                &["bck.take vendor conditional", "log.review vendor conditional"],
            ),
            (
                "第3条 甲が行う作業\n・端末の更新プログラムの適用 ・アクセスログの点検\n乙が行う作業\n・サーバの監視 ・バックアップの取得",
                &[
                    "vul.terminal hospital duty",
                    "log.review hospital duty",
                    "sla.monitor vendor duty",
                    "bck.take vendor duty",
                ],
            ),
            (
                "(乙の業務)\n2 サーバの監視を行う。\n3 バックアップを取得する。",
                &["sla.monitor vendor duty", "bck.take vendor duty"],
            ),
            (
                "第3条 次の業務の担当は、次のとおりとする。\n(1) サーバの監視 … 乙(有償オプション)\n(2) バックアップの取得 … 甲",
                &["sla.monitor vendor conditional", "bck.take hospital duty"],
            ),
        ],
    );
    each(
        Kind::Specification,
        "保守仕様書\n",
        &[
            (
                "1 本工事に含むもの\n(1) ファイアウォールの設定\n2 別途工事(本仕様に含まない。)\n(1) 無線LANの暗号化の設定",
                &["net.boundary vendor duty", "net.wireless vendor disclaimed"],
            ),
            (
                "2 監視業務(土日祝日は除く)\n(1) サーバの死活監視\n(2) 障害の一次切分け",
                &["sla.monitor vendor duty", "sla.monitor vendor duty"],
            ),
        ],
    );
}

#[test]
fn parties_are_told_by_what_their_names_end_in() {
    each(
        Kind::Contract,
        "契約書\n",
        &[
            (
                "第1条 学校法人 みほん学園(以下「学園」という。)は、保守を株式会社みほん(以下「会社」という。)に委託する。\n第2条 会社は候補を示し、学園の情報基盤センターがサーバに修正プログラムを適用する。",
                &["vul.server hospital duty"],
            ),
            (
                "発注元:みほん病院 受注先:株式会社みほん\n1.発注元は、緊急連絡先の一覧を更新する。",
                &["inc.contact hospital duty"],
            ),
        ],
    );
    each(
        Kind::Terms,
        "会員規約\n「会員施設」とは、みほん映像株式会社(以下「運営者」といいます。)の審査を経て会員となった病院をいいます。\n",
        &[("第1条 会員施設は、アクセスログを毎月点検するものとします。", &["log.review hospital duty"])],
    );
}
