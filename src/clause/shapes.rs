//! Small papers whose shape says who does what: titles over lists, tables of classes, works that are named and then given. Each
//! with neighbours that look alike and say something else.

use crate::catalogue::Catalogue;
use crate::model::{Date, Kind, Paper};

/// `duty holder strength` of each claim, in the order of the paper.
pub(super) fn said(kind: Kind, paper: &str) -> Vec<String> {
    let source = crate::read::source(&Paper { path: "紙.txt".into(), bytes: paper.as_bytes().to_vec() });
    let reading = super::read(&source, Some(kind), &Catalogue::builtin(), Date::iso("2026-11-24"));
    let claim = |claim: &crate::model::Claim| format!("{} {} {}", claim.duty, claim.holder.id(), claim.strength.id());
    reading.claims.iter().map(claim).collect()
}

#[track_caller]
fn check(kind: Kind, paper: &str, wanted: &[&str]) {
    assert_eq!(said(kind, paper), wanted, "{paper}");
}

#[test]
fn a_title_rules_the_list_below_it() {
    check(
        Kind::Contract,
        "出張サポート契約書
すずかけ内科クリニック(以下「クリニック」といいます。)とパソコン修理ムクドリ(以下「当工房」といいます。)は、次のとおり契約します。
◆当工房がお引き受けすること
・サーバーのバックアップの取得
◆当工房がお引き受けしないこと
・アクセスログの点検
◆お見積りのうえ有料でお引き受けすること
・サーバーの修正プログラムの適用
◆クリニックにお願いすること
・職員のIDの登録と削除",
        &[
            "bck.take vendor duty",
            "log.review vendor disclaimed",
            "vul.server vendor conditional",
            "acc.accounts hospital duty",
            "acc.remove hospital duty",
        ],
    );
    check(
        Kind::Disclosure,
        "クラウドカルテの安全対策のご説明
本書は、株式会社ネムノキ(以下「弊社」)の対策をご案内する資料です。
弊社で対応している内容
・通信の暗号化
弊社では対応していない内容
・復元テスト
ご契約先(医療機関)に対応をお願いする内容
・職員のアカウントの棚卸し
今後対応する予定の内容
・二要素認証",
        &[
            "net.encrypt vendor stated",
            "bck.test vendor absent",
            "acc.remove hospital expected",
            "acc.mfa vendor planned",
        ],
    );
    check(
        Kind::Rule,
        "端末の使い方の規則
1 してはならないこと
(1) パスワードを他人に教えること
2 職員が行うこと
(1) 離席時の画面のロック",
        &["acc.password hospital prohibited", "acc.screen hospital duty"],
    );
    // a sentence under 有償 is no less on condition; what the hospital does there is not bought
    check(
        Kind::Specification,
        "保守仕様書
発注者は県立こずえ病院、受注者は落札者とする。
1 標準の作業
(1) 監視:サーバの稼働を昼夜監視する。
2 有償で追加できる作業
(1) 復元:年1回、バックアップからの復元を試験する。
(2) 承認:発注者は、作業計画書を審査し、承認する。",
        &["sla.monitor vendor duty", "bck.test vendor conditional", "mnt.approve hospital duty"],
    );
    // a second lead-in right behind the last noun of a list
    check(
        Kind::Specification,
        "保守仕様書
受注者の行う作業は次のとおりとする。
(1) データのバックアップの取得
(2) サーバの監視
次の作業は、発注者が行う。
(1) アクセスログの点検",
        &["bck.take vendor duty", "sla.monitor vendor duty", "log.review hospital duty"],
    );
}

#[test]
fn a_table_of_classes_means_what_the_paper_says_of_them() {
    check(
        Kind::Contract,
        "電子カルテ保守業務委託契約書
町立みずうみ病院(以下「発注者」という。)と株式会社ヤドリギ電算(以下「受注者」という。)は、次のとおり契約する。
第2条(作業の区分)
1 別表の「種別」の欄に「基本」と表示した作業は、委託料の範囲内で受注者が行う。
2 別表の「種別」の欄に「個別」と表示した作業は、発注者が見積りに同意した場合に限り、受注者が行う。
3 別表の「種別」の欄に「院内」と表示した作業は、発注者がその責任において行う。
4 別表の「種別」の欄に「除外」と表示した作業は、委託業務に含まない。
別表
番号｜作業の内容｜種別｜頻度
1｜サーバのデータのバックアップ｜基本｜毎日
2｜サーバの修正プログラムの適用｜個別｜随時
3｜アクセスログの点検｜院内｜毎月
4｜端末の修正プログラムの適用｜除外｜",
        &[
            "bck.take vendor duty",
            "vul.server vendor conditional",
            "log.review hospital duty",
            "vul.terminal vendor disclaimed",
        ],
    );
    check(
        Kind::Specification,
        "サービス仕様書
提供者:株式会社アケビ(以下「当社」)
凡例 A:月額料金に含む B:別料金 C:提供しない
作業|区分
データのバックアップの取得|A
復元テスト|B
端末のウイルス対策ソフトの更新|C",
        &["bck.take vendor duty", "bck.test vendor conditional", "vul.malware vendor disclaimed"],
    );
    check(
        Kind::Sla,
        "品質合意書
提供者:株式会社コナラ(以下「当社」) 利用者:病院
本書で「保証」とは未達のとき料金を減額する値、「達成値」とは当社が達成に努める値をいう。
項目|水準|種別
稼働率|99.5%以上|保証
バックアップの取得|当社が毎日行う|保証
サーバの修正プログラムの適用|当社が毎月行う|達成値",
        &["sla.level vendor duty", "bck.take vendor duty", "vul.server vendor effort"],
    );
    check(
        Kind::Specification,
        "保守仕様書
受注者は株式会社カバ、発注者は病院とする。
作業|標準|オプション|対象外
データのバックアップの取得|○||
復元テスト||○|
アクセスログの点検|||○",
        &["bck.take vendor duty", "bck.test vendor conditional", "log.review vendor disclaimed"],
    );
    // how things stand is no work; a mark that nobody explains says nothing of who
    check(
        Kind::Contract,
        "保守契約書
甲 やまびこ病院 乙 株式会社ヤマビコ電算
作業|担当|扱い
データのバックアップの取得|乙|月額
復元テスト|乙|都度見積
項目|状態
サーバの更新|済",
        &["bck.take vendor duty", "bck.test vendor conditional"],
    );
}

#[test]
fn works_that_are_named_stand_for_themselves_where_they_are_given() {
    check(
        Kind::Contract,
        "システム運用個別契約書
甲:医療法人しらね会 しらね病院
乙:株式会社ケヤキ情報
第1条(定義)
(1) 「見守りサービス」とは、サーバの稼働監視をいう。
(2) 「写しサービス」とは、データのバックアップの取得をいう。
(3) 「戻しサービス」とは、バックアップからの復元テストをいう。
(4) 「点検サービス」とは、アクセスログの点検をいう。
第2条 乙は、見守りサービスを提供する。
2 写しサービス及び戻しサービスは、甲の注文により、乙が有償で行う。
3 点検サービスは、この契約に含まない。
4 甲は、見守りサービスの料金を支払う。",
        &[
            "sla.monitor vendor duty",
            "bck.take vendor conditional",
            "bck.test vendor conditional",
            "log.review vendor disclaimed",
        ],
    );
}

#[test]
fn what_a_damage_came_from_and_what_a_body_is_for_are_no_acts() {
    let contract = "保守契約書
甲 みなと病院
乙 株式会社ミナト電算
";
    for (clause, wanted) in [
        (
            "乙は、甲による修正プログラムの適用の遅れにより生じた損害について、責任を負わない。",
            "inc.liability vendor disclaimed",
        ),
        ("乙は、天災により生じた損害の賠償の責めを免れる。", "inc.liability vendor disclaimed"),
        (
            "乙は、その責めに帰すべき事由により生じた損害を賠償する責任を負わなければならない。",
            "inc.liability vendor duty",
        ),
        ("端末のウイルス対策ソフトの未更新を原因とする障害の復旧は、乙が有償で行う。", ""),
        ("バックアップの取得及びアクセスログの点検を適正に行うため、情報管理委員会を置く。", ""),
        ("アクセス権限の設定に関し、その公正を保つため、審査会を設ける。", ""),
        ("バックアップの取得は、障害に備えるため、乙が毎日行う。", "bck.take vendor duty"),
        ("サーバの更新プログラムを入れる媒体は、乙が用意する。", ""),
        ("点検に使う工具は、乙が持参する。", ""),
        ("バックアップを収めるための媒体は、甲が準備する。", ""),
        ("個人情報の保存期間は、別に法律で定めるところによる。", ""),
        ("バックアップの取得の回数は、次期の仕様書で定める。", "bck.take unstated open"),
        ("端末の更新の担当は、別紙A「分担一覧」のとおりとする。", "vul.terminal unstated open"),
        ("乙は、ベストエフォートにより障害の復旧を行う。", "sla.monitor vendor effort"),
    ] {
        let wanted: Vec<&str> = Some(wanted).filter(|wanted| !wanted.is_empty()).into_iter().collect();
        check(Kind::Contract, &format!("{contract}第1条 {clause}"), &wanted);
    }
}

#[test]
fn units_are_cited_as_they_are_printed() {
    for (paper, wanted) in [
        ("保守業務仕様書\n2 業務\n2-1 複製\n(1) データのバックアップを毎日取得すること。", "2-1(1)"),
        ("保守業務仕様書\n2 業務\n2.1 複製\n(1) データのバックアップを毎日取得すること。", "2.1(1)"),
        ("契約書\n第1条 乙は、別記による。\n別記\nデータ取扱特記事項\n第1 乙は、データを複製してはならない。", "第1"),
        ("契約書\n第1条 乙は、別記2による。\n別記2\n第1 乙は、データを複製してはならない。", "別記2第1"),
    ] {
        let source = crate::read::source(&Paper { path: "紙.txt".into(), bytes: paper.as_bytes().to_vec() });
        let reading = super::read(&source, Some(Kind::Specification), &Catalogue::builtin(), None);
        let units: Vec<&str> = reading.units.iter().map(|unit| unit.unit.as_str()).collect();
        assert_eq!(units.last(), Some(&wanted), "{paper}");
    }
}

#[test]
fn what_a_paper_no_longer_or_not_yet_asks_is_left_out() {
    let contract =
        "保守契約書\nみほん病院(以下「甲」という。)と株式会社かざはな(以下「乙」という。)は、次のとおり契約する。\n";
    // the second paragraph stands beside the list of the first
    check(
        Kind::Contract,
        &format!(
            "{contract}第6条 甲は、乙が次の各号のいずれかに該当するときは、契約を解除することができる。\n(1) 倒産したとき。\n(2) 鍵を失ったとき。\n2 乙は、その後も引継ぎが済むまで、バックアップを毎日取得する。"
        ),
        &["bck.take vendor duty"],
    );
    // an item that a mark takes out of its list
    check(
        Kind::Contract,
        &format!(
            "{contract}第3条 乙が行う業務は、次のとおりとする。\n(1) アクセスログの点検\n(2) バックアップの取得〔対象外〕"
        ),
        &["log.review vendor duty", "bck.take vendor disclaimed"],
    );
    // an article whose force has ended, and one whose has not
    check(
        Kind::Rule,
        "情報管理規程\n第4条 情報係は、アクセスログを毎月点検する。\n第5条 情報係は、バックアップを毎日取得する。\n附則\n1 第4条の規定は、令和7年3月31日をもって廃止する。\n2 第5条の規定は、令和30年3月31日限り、その効力を失う。",
        &["bck.take hospital duty"],
    );
    // what bidders write about, and what is there today
    check(
        Kind::Specification,
        "更新仕様書\n1 現行システムの概要\n(1) バックアップは、外部の装置に毎日取得する。\n2 次の事項について、応募者の見解を企画書に示すこと。\n(1) アクセスログの点検\n3 新システムの要件\n(1) 通信を暗号化すること。",
        &["net.encrypt vendor duty"],
    );
    // figures that nobody promises
    check(
        Kind::Sla,
        "サービスレベル説明書\n株式会社みほん(以下「当社」という。)\n1 以下の数値は参考値であり、当社が保証するものではない。\n月間稼働率 99.9%\n2 稼働率\n月間稼働率 99.5%以上",
        &["sla.level vendor duty"],
    );
    // a question that asks who, and an answer that only says what one can do
    check(
        Kind::Terms,
        "みほん利用規約 よくあるご質問\n株式会社みほん(以下「当社」といいます。)は、医療機関(以下「お客様」といいます。)に本規約を適用します。\n問1 アクセスログの点検はどなたが行いますか。\n答 お客様が毎月行うものとします。\n問2 バックアップを取ってもらえますか。\n答 設定画面から、お客様ご自身でお取りいただけます。",
        &["log.review hospital duty"],
    );
}

#[test]
fn a_title_on_the_line_of_an_item_names_its_work() {
    check(
        Kind::Sla,
        "保守の分担
株式会社みほん(以下「乙」という。)とみほん病院(以下「甲」という。)は合意する。
1 乙の実施項目
 a. サーバの修正プログラムの適用:四半期ごと
 b. アクセスログの点検:オプション契約時
 c. 復元テスト:していません
 d. 予算の説明:毎年
2 甲の実施項目
 a. 職員の教育:年1回
3 その他
 a. 事業継続計画の見直し:病院
 b. アカウントの棚卸し:担当未定",
        &[
            "vul.server vendor duty",
            "log.review vendor conditional",
            "bck.test vendor disclaimed",
            "gov.training hospital duty",
            "bcp.plan hospital duty",
            "acc.remove unstated open",
        ],
    );
    // what a paper shows, and a blank that has yet to be filled in
    check(
        Kind::Rule,
        "情報管理規程\n1 【記入例】情報係は、アクセスログを毎月点検する。\n2 月末の点検票\n・復元を試験したか はい・いいえ\n3 情報係は、バックアップを毎日取得する。",
        &["bck.take hospital duty"],
    );
}

#[test]
fn a_party_is_whom_the_words_around_its_name_make_it() {
    let said_of = |head: &str, words: &str| said(Kind::Terms, &format!("利用規約\n{head}\n{words}"));
    for (head, who, holder) in [
        (
            "第1条 「管理者」とは、施設がその職員の中から定め、当社(株式会社みほん)に届け出た者をいいます。",
            "管理者",
            "hospital",
        ),
        (
            "第1条 「管理者」とは、提供元である株式会社みほん(以下「当社」といいます。)が選んだ責任者をいいます。",
            "管理者",
            "vendor",
        ),
        (
            "第1条 有限会社みほん(以下「当社」といいます。)の審査を経て入会した医療機関を会員といいます。",
            "会員",
            "hospital",
        ),
        ("株式会社みほん(当社)は、導入された病院(導入者)にサービスを提供します。", "導入者", "hospital"),
    ] {
        let words = format!("第2条 {who}は、アクセスログを毎月点検します。");
        assert_eq!(said_of(head, &words), [format!("log.review {holder} duty")], "{head}");
    }
    // a vendor called 甲 reads as one called 乙
    let contract = |vendor: &str, hospital: &str, words: &str| {
        said(
            Kind::Contract,
            &format!(
                "保守契約書\n株式会社みほん(以下「{vendor}」という。)とみほん病院(以下「{hospital}」という。)は契約する。\n第3条 {words}"
            ),
        )
    };
    assert_eq!(
        contract("甲", "乙", "甲は、乙の承認を受けることなく、サーバに遠隔から接続してはならない。"),
        contract("乙", "甲", "乙は、甲の承認を受けることなく、サーバに遠隔から接続してはならない。"),
    );
}

#[test]
fn what_another_does_or_what_only_might_be_is_not_claimed() {
    let contract = "保守契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は契約する。\n第3条 ";
    for (words, wanted) in [
        ("甲は、乙がサーバに修正プログラムを当てたときは、その首尾を見る。", None),
        ("甲は、乙が夜間にバックアップを取ることができるよう、扉の鍵を預ける。", None),
        ("甲が取得したバックアップを戻せなかったとしても、乙は椅子を並べる。", None),
        ("乙は、サーバが操作の記録を残す設定を保つ。", Some("log.record vendor duty")),
        ("サーバの更新プログラムは、乙が候補を挙げ、甲が適用するものを選ぶ。", Some("vul.decide hospital duty")),
        ("当社の理念は、アクセスログを点検することである。", None),
        ("国の手引によれば、医療機関はアクセスログを毎月点検するものとされる。", None),
    ] {
        let found = said(Kind::Contract, &format!("{contract}{words}"));
        assert_eq!(found, wanted.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{words}");
    }
}

#[test]
fn sides_are_named_in_every_way() {
    for (kind, head, words, wanted) in [
        (
            Kind::Contract,
            "発注元 市立みほん病院 発注先 有限会社みほん",
            "発注先は、バックアップを毎日取得する。",
            "vendor",
        ),
        (
            Kind::Contract,
            "発注者 市立みほん病院と受注者 株式会社みほんとは、契約する。",
            "発注者は、復元を毎年試験する。",
            "hospital",
        ),
        (
            Kind::Contract,
            "みほん大学病院(A)と株式会社みほん(B)は契約する。",
            "Bは、バックアップを毎日取得する。",
            "vendor",
        ),
        (
            Kind::Contract,
            "次の者は契約する。(売主)株式会社みほん (買主)医療法人みほん会",
            "買主は、バックアップを毎日取得する。",
            "hospital",
        ),
        (
            Kind::Terms,
            "株式会社みほんを「窓口」、参加する病院を「参加者」、予約を取る診療所を「紹介元」とします。",
            "窓口は、バックアップを毎日取得します。",
            "vendor",
        ),
        (
            Kind::Contract,
            "みほん病院は、保守を株式会社みほんに委託し、株式会社みほんは、これを受託する。",
            "株式会社みほんは、バックアップを毎日取得する。",
            "vendor",
        ),
        // the letters of another paper bind nothing here
        (
            Kind::Memorandum,
            "株式会社みほん(以下「甲」という。)とみほん病院(以下「乙」という。)は、病院を甲とする原契約にかかわらず、合意する。",
            "甲は、バックアップを毎日取得する。",
            "vendor",
        ),
    ] {
        let found = said(kind, &format!("保守の文書\n{head}\n第3条 {words}"));
        let holders: Vec<&str> = found.iter().filter_map(|claim| claim.split(' ').nth(1)).collect();
        assert_eq!(holders, [wanted], "{head}\n{words}");
    }
    let rule = |words: &str| said(Kind::Rule, &format!("情報管理規則\n{words}"));
    assert_eq!(
        rule(
            "第1条 この規則で「事業者」とは、個人情報を扱う主体としての当組合をいう。\n第2条 事業者は、アクセスログを毎月点検する。"
        ),
        ["log.review hospital duty"]
    );
    assert_eq!(
        rule(
            "第1条 みほん製鋼株式会社(以下「当社」という。)が設けるみほん病院の規則とする。\n第2条 当社は、アクセスログを毎月点検する。"
        ),
        ["log.review hospital duty"]
    );
    assert_eq!(
        rule("第1条 保存を委託する相手方は、診療記録を国内に保存しなければならない。"),
        ["inf.storage vendor expected"]
    );
}

#[test]
fn a_sentence_names_others_whose_work_it_does_not_claim() {
    let contract = "保守契約書\nみほん病院(以下「甲」という。)と株式会社みほん(以下「乙」という。)は契約する。\n第3条 ";
    for (words, wanted) in [
        // what others are made to do
        ("乙は、操作の記録を、利用者が書き換えられないよう保護する。", &["log.protect vendor duty"][..]),
        ("乙は、再委託先が契約を守るよう監督する。", &["sub.control vendor duty"]),
        // on the other's occasion, at the other's event, handed on
        ("乙は、甲による修正プログラムの適用に当たり、電話で助言する。", &[]),
        ("乙は、甲が開くセキュリティ研修に同席する。", &[]),
        ("乙は、権限の付与の申請を職員から受け付け、情報係に取り次ぐ。", &[]),
        ("乙は、甲が行うアクセスログの点検を妨げてはならない。", &[]),
        ("甲が自ら行う監査に、乙は資料を提供する。", &[]),
        ("復元試験の月は、甲が指定する。", &[]),
        // what it costs, what is settled later or elsewhere
        ("賠償は、バックアップから復元するのに要した額を限度とする。", &["inc.liability vendor duty"]),
        ("再発を防ぐ手立ての費用の分担は、別途話し合って決める。", &["inc.prevent unstated open"]),
        // a level that is kept, a ban of two verbs, the first half of a sentence
        ("稼働率は、99.9%を下回らないものとする。", &["sla.level vendor duty"]),
        ("甲は、パスワードを紙に書いて机に貼ってはならない。", &["acc.password hospital prohibited"]),
        ("不審な通信の見張りは、範囲外とし、別に調達する。", &["net.monitor vendor disclaimed"]),
    ] {
        assert_eq!(said(Kind::Contract, &format!("{contract}{words}")), wanted, "{words}");
    }
}

#[test]
fn tables_and_answers_are_read_as_they_are_drawn() {
    check(
        Kind::Sla,
        "水準表
甲:みほん病院 乙:株式会社みほん
作業|担当|頻度
バックアップの取得|乙|毎日
復元の試験|乙 ※1|年1回
無線LANの監視|−|−
※1 甲の注文があった場合に限り行う。
※2 消耗品の費用は、甲の負担とする。",
        &["bck.take vendor duty", "bck.test vendor conditional"],
    );
    check(
        Kind::Disclosure,
        "自己評価シート
会社名 株式会社みほん
記号:○ 実施している × 実施していない ― 該当する機能がない
離席時の画面のロック|○
二要素認証|×
無線LANの対策|―(有線専用)",
        &["acc.screen vendor stated", "acc.mfa vendor absent", "net.wireless vendor outside"],
    );
    check(
        Kind::Disclosure,
        "開示書
製造業者 株式会社みほん
1 時刻同期の機能 いいえ
2 二要素認証 はい
備考 1については、次期版で対応する予定です。",
        &["log.clock vendor absent", "acc.mfa vendor stated", "log.clock vendor planned"],
    );
    check(
        Kind::Terms,
        "よくあるご質問
株式会社みほん(以下「当社」といいます。)から端末をお借りの医療機関を「お客様」といいます。
問1 バックアップは誰が取りますか。
答 当社が毎晩取ります。",
        &["bck.take vendor duty"],
    );
}
