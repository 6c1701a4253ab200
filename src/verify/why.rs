//! Why a duty stands as it stands. In: what the table decided and the claims before it. Out: one Japanese sentence for a
//! clerk, and the deciding claims.

use super::clash;
use super::evidence::{Evidence, Exhibit, Part};
use super::hearing::Cited;
use super::table::{Push, Rules};
use super::weigh::Judged;
use crate::model::{Claim, Date, Document, Kind, Level, Place, Precedence, State, Strength};

/// The sentence and the claims it rests on.
pub(super) struct Told<'a> {
    pub sentence: String,
    pub claims: Vec<&'a Claim>,
}

/// A paper and a place in it, as a person cites them: `「保守契約書」第8条第2項`.
pub(super) fn cite(document: &Document, place: &Place) -> String {
    let file = document.path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let title = document.header.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    // A form's printed title is the same for every product, and a long title hides the rest of the sentence.
    let printed = matches!(document.kind, Kind::Mds | Kind::Sds | Kind::RoleTable | Kind::Rule);
    let name = title.filter(|title| !printed && title.chars().count() <= 30).unwrap_or(stem);
    let place = place.in_words();
    let place = place.trim_start_matches(' ');
    if name.contains('「') { format!("『{name}』{place}") } else { format!("「{name}」{place}") }
}

/// What a clause of precedence or an amendment has set aside, and that clause.
pub(super) struct Silenced<'a> {
    pub claim: &'a Claim,
    pub document: &'a Document,
    pub ground: Option<(&'a Document, &'a Precedence)>,
}

/// Tells why, from the halves (or the whole) that decide.
pub(super) fn tell<'a>(
    deciding: &[Judged<'a>],
    silenced: &[Silenced<'a>],
    unread: Option<&str>,
    bans: &Cited<'a>,
    searched: &[&Document],
) -> Told<'a> {
    let mut parts: Vec<(Option<&str>, String)> = Vec::new();
    let mut claims = Vec::new();
    for judged in deciding {
        let teller = Teller { evidence: &judged.evidence, unread, bans, searched };
        let (sentence, grounds) = teller.tell(judged.state);
        claims.extend(grounds);
        parts.push((judged.half, sentence));
    }
    let mut sentence = match &parts[..] {
        [(None, sentence)] => sentence.clone(),
        parts => {
            let told = |(half, sentence): &(Option<&str>, String)| {
                format!("{}については、{}", half.unwrap_or_default(), sentence.trim_end_matches('。'))
            };
            parts.iter().map(told).collect::<Vec<_>>().join("。") + "。"
        }
    };
    if let Some(first) = silenced.first() {
        let set_aside = cite(first.document, &first.claim.quote.place);
        let by = match first.ground {
            Some((paper, clause)) if clause.unit.is_some() => format!("{}による改定で", cite(paper, &clause.place)),
            Some((paper, clause)) => format!("{}が定める優先順位により", cite(paper, &clause.place)),
            None => "優先順位の定めにより".to_owned(),
        };
        sentence = format!("{}({by}{set_aside}は採りません)。", sentence.trim_end_matches('。'));
        claims.extend(silenced.iter().map(|silenced| silenced.claim));
    }
    Told { sentence, claims }
}

struct Teller<'e, 'a> {
    evidence: &'e Evidence<'a>,
    unread: Option<&'e str>,
    bans: &'e Cited<'a>,
    searched: &'e [&'e Document],
}

impl<'a> Teller<'_, 'a> {
    fn tell(&self, state: State) -> (String, Vec<&'a Claim>) {
        match state {
            State::Undecided => self.undecided(),
            State::Contradicted => self.contradicted(),
            State::Overlapping => self.overlapping(),
            State::Agreed => self.agreed(),
            State::Mutual => self.mutual(),
            State::Unaccepted => self.unaccepted(),
            State::Unassigned => self.unassigned(),
            State::Conditional => {
                let condition = self.evidence.with(Part::OnCondition).find_map(|e| e.claim.condition.as_deref());
                let condition = condition.map(|words| format!("({words})")).unwrap_or_default();
                self.say(&[Part::OnCondition], |papers| {
                    format!("{papers}は条件{condition}を満たすときに限り事業者が行うとしており、その条件が満たされたことを示す文書がありません。")
                })
            }
            State::Effort if self.evidence.inputs.rules == Rules::Try && self.evidence.first(Part::Tries).is_none() => {
                self.say(&[Part::RulesTry], |papers| {
                    format!("{papers}は医療機関が努めるなどとするにとどまり、行うことを定めた文書がありません。")
                })
            }
            State::Effort => self.say(&[Part::Tries], |papers| {
                format!("{papers}は事業者が努めるとするにとどまり、行うことを約束した文書がありません。")
            }),
            State::Open => self.say(&[Part::Open], |papers| {
                format!("{papers}は後の協議や別の定めに委ねており、決まった内容を示す文書がありません。")
            }),
            State::Declared => self.declared(),
            State::Outside => self.say(&[Part::OutsideReasoned], |papers| {
                format!("{papers}が理由を添えて対象外と申告しており、これに反する文書はありません。")
            }),
        }
    }

    fn undecided(&self) -> (String, Vec<&'a Claim>) {
        if self.evidence.first(Part::Guess).is_some() {
            return self.say(&[Part::Guess], |papers| {
                format!("{papers}は義務を定めたとも読めますが読み取りに確信がなく、原文を人が確かめる必要があります。")
            });
        }
        let place = self.unread.unwrap_or("文書の一部");
        (format!("{place}を読み取れず、ほかの文書にも定めがないため判断できません。"), Vec::new())
    }

    fn contradicted(&self) -> (String, Vec<&'a Claim>) {
        let exhibits = &self.evidence.exhibits;
        if let Some((duty, none)) = clash::opposite(exhibits) {
            let later = later(duty, none)
                .map(|later| format!("(後の日付の{}によるとも読めますが、人の確認が要ります)", of(later)))
                .unwrap_or_default();
            let sentence = format!(
                "{}は事業者の義務としていますが、{}は対象外としており、どちらが優先するかの定めがありません{later}。",
                of(duty),
                of(none)
            );
            return (sentence, vec![duty.claim, none.claim]);
        }
        if let Some((measure, (ban, rule))) = clash::forbidden(exhibits, self.bans) {
            let sentence =
                format!("{}が事業者の義務とする方法を、{}が禁じています。", of(measure), cite(rule, &ban.quote.place));
            return (sentence, vec![measure.claim, ban]);
        }
        let absent = self.list(&[Part::Absent]);
        self.say(&[Part::Binds, Part::Absent], |_| {
            format!("{}は事業者の義務としていますが、{absent}では「なし」と申告しています。", self.list(&[Part::Binds]))
        })
    }

    fn overlapping(&self) -> (String, Vec<&'a Claim>) {
        let hospital = [Part::Pushes, Part::TakesUp];
        let joint = self.evidence.exhibits.iter().find(|e| e.parts == [Part::Binds, Part::Pushes]);
        self.say(&[Part::Binds, Part::Pushes, Part::TakesUp], |_| match joint {
            Some(joint) => {
                format!("{}は双方の義務としていますが、どちらが主に担当するかの定めがありません。", of(joint))
            }
            None => format!(
                "{}は事業者の義務とし、{}は医療機関の務めとしており、どちらが主に担当するかの定めがありません。",
                self.list(&[Part::Binds]),
                self.list(&hospital)
            ),
        })
    }

    fn agreed(&self) -> (String, Vec<&'a Claim>) {
        let has = |part| self.evidence.first(part).is_some();
        let rules = [Part::TakesUp, Part::Delegates];
        let joint = self.evidence.exhibits.iter().find(|e| e.parts == [Part::Binds, Part::Pushes]);
        if let Some(joint) = joint {
            return self
                .say(&[Part::Binds, Part::TakesUp], |_| format!("{}が双方それぞれの義務と定めています。", of(joint)));
        }
        if has(Part::Binds) {
            let all = [Part::Binds, Part::TakesUp, Part::Delegates, Part::Pushes];
            let vendor = self.list(&[Part::Binds]);
            return self.say(&all, |_| match (has(Part::TakesUp) || has(Part::Pushes), has(Part::Delegates)) {
                (_, true) => {
                    format!(
                        "{vendor}が事業者の義務と定め、{}も事業者に行わせるとしています。",
                        self.list(&[Part::Delegates])
                    )
                }
                (true, _) => format!(
                    "{vendor}が事業者の分を、{}が医療機関の分を定めています。",
                    self.list(&[Part::TakesUp, Part::Pushes])
                ),
                _ => format!("{vendor}が事業者の義務と定めています。"),
            });
        }
        let taken = self.list(&rules);
        let all = [Part::TakesUp, Part::Delegates, Part::Pushes, Part::Remarks, Part::Excludes, Part::Absent];
        self.say(&all, |_| {
            if has(Part::Absent) && !has(Part::Pushes) && !has(Part::Remarks) {
                let absent = self.list(&[Part::Absent]);
                format!("{absent}は「なし」と申告していますが、{taken}が医療機関の措置として定め、これを補っています。")
            } else if has(Part::Pushes) || has(Part::Remarks) {
                let pushed = self.list(&[Part::Pushes, Part::Remarks]);
                format!("{pushed}が医療機関の担当とし、{taken}がこれを引き受けています。")
            } else if has(Part::Excludes) {
                let none = self.list(&[Part::Excludes]);
                format!("{none}は対象外としていますが、{taken}が医療機関の務めとして引き受けています。")
            } else if has(Part::Delegates) {
                format!("{taken}が、事業者に行わせることを含めて医療機関の務めと定めています。")
            } else {
                format!("{taken}が医療機関の務めと定めています。")
            }
        })
    }

    fn mutual(&self) -> (String, Vec<&'a Claim>) {
        let expects = self.list(&[Part::Expects]);
        let ways: [(&[Part], &str); 4] = [
            (&[Part::Pushes, Part::Remarks], "医療機関の担当としています"),
            (&[Part::Excludes], "事業者の対象外としています"),
            (&[Part::OutsideReasoned, Part::OutsideBare], "対象外と申告しています"),
            (&[Part::Absent], "「なし」と申告しています"),
        ];
        let way = ways.iter().find(|(parts, _)| parts.iter().any(|part| self.evidence.first(*part).is_some()));
        let (parts, words) = way.copied().unwrap_or((&[], "引き受けていません"));
        let mut all = vec![Part::Expects];
        all.extend(parts);
        self.say(&all, |_| format!("{expects}は事業者が行うものとしていますが、{}は{words}。", self.list(parts)))
    }

    fn unaccepted(&self) -> (String, Vec<&'a Claim>) {
        if self.evidence.inputs.push != Push::No {
            let rules = self.searched.iter().any(|document| document.kind.level() == Level::Internal);
            let end = if rules {
                "院内規程にこれを引き受ける定めがありません"
            } else {
                "引き受けを示す院内規程が手元にありません"
            };
            return self.say(&[Part::Pushes, Part::Remarks], |papers| {
                format!("{papers}は医療機関の担当としていますが、{end}。")
            });
        }
        let may = self.list(&[Part::Permits]);
        self.say(&[Part::Expects, Part::Permits], |_| {
            let expects = self.list(&[Part::Expects]);
            if may.is_empty() {
                format!("{expects}は事業者が行うものとしていますが、事業者の文書に引き受ける定めがありません。")
            } else {
                format!("{expects}は事業者が行うものとしていますが、{may}は「できる」とするだけで引き受けていません。")
            }
        })
    }

    fn declared(&self) -> (String, Vec<&'a Claim>) {
        let expects = self.list(&[Part::Expects]);
        let mut says = self.evidence.with(Part::Says);
        let planned = says.all(|e| e.claim.strength == Strength::Planned);
        let word = if planned { "予定とする申告" } else { "申告" };
        self.say(&[Part::Says, Part::Expects], |_| {
            let says = self.list(&[Part::Says]);
            if expects.is_empty() {
                format!("{says}の{word}があるだけで、契約にも院内規程にも定めがありません。")
            } else {
                format!("{expects}は事業者が行うものとしていますが、事業者側には{says}の{word}があるだけで契約に定めがありません。")
            }
        })
    }

    fn unassigned(&self) -> (String, Vec<&'a Claim>) {
        let ways: [(&[Part], &str); 4] = [
            (&[Part::Excludes], "は事業者の対象外としており"),
            (&[Part::Absent], "は「なし」と申告しており"),
            (&[Part::Permits], "は「できる」とするだけで"),
            (&[Part::OutsideBare], "は理由を示さず対象外と申告しており"),
        ];
        let silence = "契約に定めがないことは事業者の承諾とは読めず、ガイドライン上は医療機関自身の責務となります";
        match ways.iter().find(|(parts, _)| parts.iter().any(|part| self.evidence.first(*part).is_some())) {
            Some((parts, words)) => {
                self.say(parts, |papers| format!("{papers}{words}、ほかに引き受ける文書がありません({silence})。"))
            }
            None => {
                let count = self.searched.len();
                (format!("確認した{count}件の文書のいずれにも担当の定めがなく、{silence}。"), Vec::new())
            }
        }
    }

    /// A sentence over the exhibits that play these parts, and their claims.
    fn say(&self, parts: &[Part], sentence: impl Fn(&str) -> String) -> (String, Vec<&'a Claim>) {
        let claims = parts.iter().flat_map(|part| self.evidence.with(*part)).map(|e| e.claim).collect();
        (sentence(&self.list(parts)), claims)
    }

    /// The papers and places of the exhibits that play these parts: two by name, the rest as «ほか».
    fn list(&self, parts: &[Part]) -> String {
        let mut places: Vec<String> = Vec::new();
        for place in parts.iter().flat_map(|part| self.evidence.with(*part)).map(of) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let more = if places.len() > 2 { "ほか" } else { "" };
        places.truncate(2);
        places.join("、") + more
    }
}

/// The exhibit whose paper bears the later date, where both bear one.
fn later<'e, 'a>(one: &'e Exhibit<'a>, other: &'e Exhibit<'a>) -> Option<&'e Exhibit<'a>> {
    let day = |exhibit: &Exhibit| -> Option<Date> {
        let header = &exhibit.document.header;
        header.signed.or(header.from)
    };
    let (first, second) = (day(one)?, day(other)?);
    (first != second).then_some(if first > second { one } else { other })
}

fn of(exhibit: &Exhibit) -> String {
    cite(exhibit.document, &exhibit.claim.quote.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Party;
    use crate::verify::fixture::{claim, paper};

    #[test]
    fn papers_are_cited_as_people_cite_them() {
        let titled = |title: &str, kind| {
            let mut document = paper("契約/保守.docx", kind);
            document.header.title = Some(title.to_owned());
            document
        };
        let at = |unit: &str| Place { unit: Some(unit.into()), ..Place::default() };
        let rows: &[(Document, Place, &str)] = &[
            (titled("保守契約書", Kind::Contract), at("第8条"), "「保守契約書」第8条"),
            (titled("「みほん」利用規約", Kind::Terms), at("第2条"), "『「みほん」利用規約』第2条"),
            (paper("契約/保守.docx", Kind::Contract), Place::default(), "「保守」"),
            (titled("製造業者による開示書", Kind::Mds), Place::cell("MDS", "C4"), "「保守」MDS!C4"),
        ];
        for (document, place, cited) in rows {
            assert_eq!(cite(document, place), *cited);
        }
    }

    #[test]
    fn the_later_of_two_papers_is_known_where_both_bear_a_day() {
        let dated = |path: &str, day: Option<&str>| {
            let mut document = paper(path, Kind::Contract);
            document.header.signed = day.and_then(Date::iso);
            document
        };
        let said = claim("紙", "bck.take", Party::Vendor, Strength::Duty);
        for (one, other, later_is) in [
            (Some("2024-04-01"), Some("2025-04-01"), Some("乙")),
            (Some("2025-04-01"), Some("2024-04-01"), Some("甲")),
            (Some("2025-04-01"), Some("2025-04-01"), None),
            (Some("2025-04-01"), None, None),
        ] {
            let (one, other) = (dated("甲", one), dated("乙", other));
            let [one, other] = [&one, &other].map(|document| Exhibit { claim: &said, document, parts: vec![] });
            assert_eq!(later(&one, &other).map(|exhibit| exhibit.document.id.as_str()), later_is);
        }
    }
}
