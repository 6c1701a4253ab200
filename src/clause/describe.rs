//! Which side a whole description is on: «当社と契約した医療機関», «株式会社みほん». In: words. Out: a party.

use super::party::Parties;
use crate::model::{Kind, Level, Party};

impl Parties {
    /// The party that a whole description stands for: `株式会社ラボテック`, `市立みほん病院`, `当社と契約した医療機関`.
    pub fn describe(&self, words: &str) -> Option<Party> {
        let words = words.trim_matches(['「', '」', '『', '』', ' ', '\u{3000}', '、', '。']);
        // 受託会社の技術者であってセンター内で勤務する者: of whom, before where
        if let Some((whose, _)) = words.split_once("であって")
            && let Some(party) = self.describe(whose)
        {
            return Some(party);
        }
        // 従業者 is no 業者, and who is employed or sent there is of the house
        let words = &words.replace("従業者", "従事者");
        // 甲の施設に常駐する乙の従業者: one of 乙
        if let Some((owner, head)) = words.rsplit_once('の')
            && ["従事者", "職員", "社員", "要員", "技術者", "従業員", "担当者"].contains(&head)
            && let Some((party, _)) = self.resolve(super::phrase::phrase_before(owner, owner.len()))
        {
            return Some(party);
        }
        // 施設がその職員の中から定め、当社に届け出た者
        if ["者", "方", "人", "員"].iter().any(|end| words.ends_with(end))
            && let Some((owner, chosen)) = words.split_once('が')
            && ["定め", "選", "指定", "任命", "指名", "置"].iter().any(|verb| chosen.contains(verb))
            && !owner.contains(['、', 'は'])
        {
            let is_house = ["施設", "病院", "医院", "院", "医療機関", "薬局", "会員", "加入者", "契約者"]
                .iter()
                .any(|house| owner.ends_with(house));
            let known = self.describe(owner).filter(|party| matches!(party, Party::Hospital | Party::Vendor));
            if let Some(party) = known.or(is_house.then_some(Party::Hospital)) {
                return Some(party);
            }
        }
        let is_employed = ["雇用", "勤務", "職員"].iter().any(|word| words.contains(word));
        if ["再委託する事業者", "再委託する会社", "再委託する者"].iter().any(|below| words.ends_with(below))
            || words.contains("再委託して")
            || words.contains("再委託を受け")
        {
            return Some(Party::Subcontractor);
        }
        // センターが端末の賃貸借を別に契約している者: no party to this paper
        if ["別に契約", "別途契約", "別に委託", "別途委託", "別の契約"].iter().any(|apart| words.contains(apart))
            && ["者", "会社", "業者"].iter().any(|end| words.ends_with(end))
        {
            return Some(Party::Third);
        }
        // 施設で働き、アカウントを持つ方: one of those of the house
        let is_person = ["者", "方", "員", "人"].iter().any(|end| words.ends_with(end));
        let house = ["で働", "に勤務", "に所属", "に属す"].iter().find_map(|mark| words.find(mark));
        if let Some(at) = house.filter(|_| is_person)
            && let Some((party, _)) = self.resolve(super::phrase::phrase_before(words, at))
        {
            return Some(party);
        }
        // メンバーのうち、施設が管理者として指定した方: one of them
        if let Some((of, _)) = words.split_once("のうち")
            && is_person
            && let Some((party, _)) = self.resolve(super::phrase::phrase_before(of, of.len()))
        {
            return Some(party);
        }
        // 病院から保守を請け負った者, 当会と契約して…を提供する会社: whoever works under a contract is the vendor
        let works = [
            "請負",
            "請け負",
            "受託",
            "委託を受け",
            "委託契約に",
            "契約に基づき",
            "を提供する",
            "派遣され",
            "面倒を見る",
            "委託した会社",
            "保守を委託",
            "会社に属",
            "保守を行う",
            "納めた",
            "納入した",
            "落札し",
        ];
        if ["者", "会社", "企業", "業者", "事業者", "社員", "技術者", "要員", "ベンダ"]
            .iter()
            .any(|end| words.ends_with(end))
            && works.iter().any(|work| words.contains(work))
            && !is_employed
            && !words.contains("病院事業")
        {
            return Some(Party::Vendor);
        }
        for firm in [
            "株式会社",
            "有限会社",
            "合同会社",
            "(株)",
            "(有)",
            "合資会社",
            "システムズ",
            "ソリューション",
            "テック",
            "ソフトウェア",
            "販売店",
            "代理店",
            "業者",
            "事業者",
            "メーカ",
            "ベンダ",
            "情報サービス",
            "受託した",
            "受注した",
            "落札者",
            "コーポレーション",
            "請け負",
        ] {
            if words.contains(firm) && !(words.contains("事業者") && words.contains("病院事業")) {
                // 「当社と契約を結んだ医療機関」 ends in the hospital
                if ["病院", "医療機関", "診療所", "クリニック", "施設", "医院"].iter().any(|end| words.ends_with(end))
                    && [
                        "契約",
                        "利用",
                        "申込",
                        "導入",
                        "申し込",
                        "使う",
                        "使用",
                        "用いる",
                        "加入",
                        "参加",
                        "購入",
                        "買い",
                        "買った",
                        "提供を受け",
                        "納入を受け",
                        "入会",
                        "登録",
                        "承諾",
                        "承認",
                    ]
                    .iter()
                    .any(|w| words.contains(w))
                {
                    return Some(Party::Hospital);
                }
                // 当社の審査を経て会員となった病院
                if ["病院", "医療機関", "診療所", "クリニック", "医院"].iter().any(|end| words.ends_with(end))
                    && ["会員", "審査", "認めた", "取引"].iter().any(|w| words.contains(w))
                {
                    return Some(Party::Hospital);
                }
                if words.contains("再委託先") || words.contains("下請") {
                    return Some(Party::Subcontractor);
                }
                return Some(Party::Vendor);
            }
        }
        // 参加病院で診療を受け、本アプリに登録した患者
        let are_both = words.contains("及び") || words.contains("並びに");
        if !are_both && ["患者", "受診者", "患者等", "患者さま"].iter().any(|end| words.ends_with(end)) {
            return Some(Party::Third);
        }
        // 当院との契約により保守の手助けを行う会社; 支援会社に所属し、当院で働く技術者
        if self.kind == Kind::Rule {
            let owner = ["に所属し", "に所属する", "に属し", "に属する", "が派遣する", "から派遣"]
                .iter()
                .find_map(|mark| words.find(mark))
                .and_then(|at| self.resolve(super::phrase::phrase_before(words, at)));
            if words.ends_with("会社") || owner.is_some_and(|(party, _)| party == Party::Vendor) {
                return Some(Party::Vendor);
            }
        }
        if words.contains("患者") && !words.contains("病院") && !words.contains("医療機関") {
            return Some(Party::Third);
        }
        for house in [
            "病院",
            "医療センタ",
            "医療機関",
            "診療所",
            "クリニック",
            "医院",
            "医療法人",
            "健診センタ",
            "公立",
            "市立",
            "町立",
            "県立",
            "社会福祉法人",
            "独立行政法人",
            "学校法人",
            "国民健康保険",
            "公益財団法人",
            "一般財団法人",
            "公益社団法人",
            "福祉会",
            "医師会",
            "広域連合",
            "組合",
            "健診施設",
            "センタ",
            "財団",
            "会)",
            "当院",
            "大学",
            "内科",
            "外科",
            "歯科",
            "皮膚科",
            "皮フ科",
            "眼科",
            "小児科",
            "耳鼻科",
            "耳鼻咽喉科",
            "整形外科",
            "産婦人科",
            "精神科",
            "泌尿器科",
            "薬局",
        ] {
            if words.contains(house) {
                return Some(Party::Hospital);
            }
        }
        // ご登録いただいた施設
        let is_place = ["施設", "機関"].iter().any(|end| words.ends_with(end));
        let comes_in =
            ["いただいた", "された", "申し込んだ", "お申込", "ご契約", "ご利用", "加入した", "参加する", "参加した"]
                .iter()
                .any(|verb| words.contains(verb));
        let is_others = ["乙が", "甲が", "当社が", "保管", "データセンタ"].iter().any(|other| words.contains(other));
        if self.kind.level() == Level::Binding && is_place && comes_in && !is_others {
            return Some(Party::Hospital);
        }
        self.resolve(words).map(|(party, _)| party)
    }
}
