//! Papers that cannot all be followed. In: the exhibits of one duty. Out: whether two binding papers of one rank say
//! opposite things, or a hospital rule forbids what the vendor's measure needs.

use super::evidence::{Exhibit, Part};
use super::words::{is_flat_ban, is_partial};
use crate::model::{Claim, Document, Level, Strength};

/// Means that a rule may forbid, by the duty under which the ban is read, and the words by which a measure needs them.
const MEANS: [(&str, &[&str]); 3] = [
    ("mnt.remote", &["リモート", "遠隔操作", "遠隔保守", "遠隔接続", "遠隔により", "外部から接続"]),
    ("net.wireless", &["無線LAN", "無線ＬＡＮ", "Wi-Fi"]),
    ("inf.media", &["USB", "ＵＳＢ", "外付け", "可搬", "外部記録媒体", "外部記憶媒体", "外部媒体"]),
];

/// The bans of the hospital's rules that leave no way out.
pub(super) fn bans<'a>(claims: &[(&'a Claim, &'a Document)]) -> Vec<(&'a Claim, &'a Document)> {
    claims
        .iter()
        .filter(|(claim, document)| {
            document.kind.level() == Level::Internal
                && matches!(claim.strength, Strength::Prohibited | Strength::Expected)
                && means_of(claim).is_some()
                && is_flat_ban(&claim.quote.text)
        })
        .copied()
        .collect()
}

/// The words by which a measure needs what a claim forbids. A ban on every connection from outside may be read under another
/// duty of the network («何人も、院外から接続してはならない»).
fn means_of(ban: &Claim) -> Option<&'static [&'static str]> {
    let words = ban.quote.text.as_str();
    let from_outside = words.contains("接続")
        && ["外部", "院外", "遠隔", "リモート", "保守"].iter().any(|word| words.contains(word))
        && ["net.boundary", "net.vpn", "mnt.approve"].contains(&ban.duty.as_str());
    let duty = if from_outside { "mnt.remote" } else { ban.duty.as_str() };
    MEANS.iter().find(|(known, _)| *known == duty).map(|(_, words)| *words)
}

/// Whether papers cannot all be followed. Clauses of precedence have been applied before.
pub(super) fn clashes(exhibits: &[Exhibit], bans: &[(&Claim, &Document)]) -> bool {
    opposite(exhibits).is_some() || forbidden(exhibits, bans).is_some()
}

/// Two binding papers: one gives the vendor the duty, the other leaves the same out.
pub(super) fn opposite<'e, 'a>(exhibits: &'e [Exhibit<'a>]) -> Option<(&'e Exhibit<'a>, &'e Exhibit<'a>)> {
    let binding = |part: Part| {
        exhibits.iter().filter(move |e| e.document.kind.level() == Level::Binding && e.parts.contains(&part))
    };
    binding(Part::Binds).find_map(|duty| {
        binding(Part::Excludes)
            .filter(|none| none.document.id != duty.document.id && none.claim.scope == duty.claim.scope)
            .find(|none| !is_partial(&none.claim.quote.text))
            .map(|none| (duty, none))
    })
}

/// A measure of the vendor's that a rule forbids, and the ban.
pub(super) fn forbidden<'e, 'a, 'b>(
    exhibits: &'e [Exhibit<'a>],
    bans: &[(&'b Claim, &'b Document)],
) -> Option<(&'e Exhibit<'a>, (&'b Claim, &'b Document))> {
    bans.iter().find_map(|&(ban, rule)| {
        let needed = means_of(ban).unwrap_or_default();
        exhibits
            .iter()
            .filter(|e| e.claim.strength != Strength::Prohibited)
            .find(|e| e.parts.contains(&Part::Binds) && needed.iter().any(|word| e.claim.quote.text.contains(word)))
            .map(|e| (e, (ban, rule)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{claim, paper};
    use super::*;
    use crate::model::{Kind, Party};

    #[test]
    fn only_a_flat_ban_of_means_by_a_rule_is_one() {
        for (kind, duty, strength, words, is_ban) in [
            (Kind::Rule, "mnt.remote", Strength::Prohibited, "リモート保守は、行ってはならない。", true),
            (Kind::Rule, "net.vpn", Strength::Prohibited, "何人も、院外から接続してはならない。", true),
            // neither the means of a measure nor a ban of every connection
            (Kind::Rule, "bck.take", Strength::Prohibited, "何人も、院外から接続してはならない。", false),
            (Kind::Rule, "net.vpn", Strength::Prohibited, "院内の端末を移動してはならない。", false),
            (Kind::Rule, "net.vpn", Strength::Prohibited, "院外で端末を使用してはならない。", false),
            (Kind::Rule, "net.vpn", Strength::Prohibited, "私設の機器を接続してはならない。", false),
            (Kind::Rule, "mnt.remote", Strength::Duty, "リモート保守は、行ってはならない。", false),
            (Kind::Contract, "mnt.remote", Strength::Prohibited, "リモート保守は、行ってはならない。", false),
        ] {
            let document = paper("紙", kind);
            let mut said = claim("紙", duty, Party::Hospital, strength);
            said.quote.text = words.to_owned();
            assert_eq!(bans(&[(&said, &document)]).len(), usize::from(is_ban), "{kind:?} {duty} {words}");
        }
        let mut said = claim("紙", "bck.take", Party::Hospital, Strength::Prohibited);
        said.quote.text = "何人も、院外から接続してはならない。".to_owned();
        assert_eq!(means_of(&said), None);
    }

    fn exhibit<'a>(claim: &'a Claim, document: &'a Document, part: Part) -> Exhibit<'a> {
        Exhibit { claim, document, parts: vec![part] }
    }

    #[test]
    fn only_binding_papers_that_leave_out_what_another_binds_are_opposite() {
        let (contract, said) =
            (paper("契約", Kind::Contract), claim("契約", "bck.take", Party::Vendor, Strength::Duty));
        let other = claim("紙", "bck.take", Party::Vendor, Strength::Disclaimed);
        for (kind, part, is_opposite) in
            [(Kind::Terms, Part::Excludes, true), (Kind::Terms, Part::Says, false), (Kind::Sds, Part::Excludes, false)]
        {
            let document = paper("紙", kind);
            let exhibits = [exhibit(&said, &contract, Part::Binds), exhibit(&other, &document, part)];
            assert_eq!(opposite(&exhibits).is_some(), is_opposite, "{kind:?} {part:?}");
        }
    }

    #[test]
    fn a_ban_forbids_a_measure_that_binds_and_needs_what_it_bans() {
        let (rule, mut ban) =
            (paper("規程", Kind::Rule), claim("規程", "mnt.remote", Party::Hospital, Strength::Prohibited));
        ban.quote.text = "リモート保守は、行ってはならない。".to_owned();
        let contract = paper("契約", Kind::Contract);
        for (words, part, is_forbidden) in [
            ("乙は、リモートで復旧する。", Part::Binds, true),
            ("乙は、リモートで復旧する。", Part::Says, false),
            ("乙は、来院して復旧する。", Part::Binds, false),
        ] {
            let mut said = claim("契約", "bck.restore", Party::Vendor, Strength::Duty);
            said.quote.text = words.to_owned();
            let exhibits = [exhibit(&said, &contract, part)];
            assert_eq!(forbidden(&exhibits, &[(&ban, &rule)]).is_some(), is_forbidden, "{words} {part:?}");
        }
    }
}
