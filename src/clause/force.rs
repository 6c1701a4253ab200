//! Whose ending an act has: its own, that of the sentence, or that of the lead-in over a noun. In: an act in its clause. Out: the
//! force, and the words that give it.

use super::ending::{self, Force};
use super::form::Form;
use super::level::is_unwanted;
use super::seen::Seen;
use super::statement::{Mode, ending_of, is_finite};
use crate::model::{Level, Party, Strength};
use crate::text::pattern;

/// A clause that bans and goes on: してはならず、
fn ends_in_ban(clause: &str) -> bool {
    ["てはならず、", "ではならず、", "てはいけず、"].iter().any(|end| clause.ends_with(end))
}

/// The force of an act with the words that give it, or none where it is only mentioned.
pub(super) fn force_of<'a>(seen: &Seen<'a>, holder: Party) -> Option<(Force, &'a str)> {
    let Seen { around, clause, text, found, .. } = *seen;
    let kind = around.kind;
    let own_ending;
    let force = match found.form {
        Form::Item => match around.lead {
            Some(lead) => {
                let force = match lead.mode {
                    Mode::Mention => return None,
                    Mode::Do => Force::Strength(Strength::Duty),
                    Mode::Exclude => Force::Strength(Strength::Disclaimed),
                    Mode::Ban => Force::Strength(Strength::Prohibited),
                    Mode::May => Force::Strength(Strength::Permission),
                    Mode::Try => Force::Strength(Strength::Effort),
                    Mode::OnCondition => Force::Strength(Strength::Conditional),
                    Mode::Plan => Force::Strength(Strength::Planned),
                    Mode::Open => Force::Strength(Strength::Open),
                };
                (force, lead.words.as_str())
            }
            None if holder == Party::Unstated => return None,
            None if around.item && (kind.level() != Level::Declared || !around.heading.is_empty()) => {
                (Force::Strength(Strength::Duty), "")
            }
            None => return None,
        },
        Form::Finite { at } => {
            own_ending = ending_of(text, if at == seen.stem.end { seen.stem.start } else { at });
            (ending::force(own_ending), own_ending)
        }
        // …することができるものとし、…: it ends by itself
        Form::Coordinate { .. }
            if text[seen.stem.start..clause.range.end.max(seen.stem.start)].contains("ものとし、") =>
        {
            own_ending = &text[seen.stem.start..clause.range.end];
            (ending::force(own_ending), own_ending)
        }
        // 取得することがありますが、…: so does this
        Form::Coordinate { .. }
            if text[..clause.range.end].strip_suffix("が、").is_some_and(is_finite)
                && seen.stem.start < clause.range.end =>
        {
            own_ending = &text[seen.stem.start..clause.range.end - "が、".len()];
            (ending::force(own_ending), own_ending)
        }
        // 漏らしてはならず、…も同じとする
        Form::Coordinate { .. } if ends_in_ban(&text[clause.range.clone()]) => {
            own_ending = &text[seen.stem.start..clause.range.end.max(seen.stem.start)];
            (Force::Strength(Strength::Prohibited), own_ending)
        }
        Form::Coordinate { .. } => {
            let force = ending::force(seen.whole_ending);
            // a ban or a refusal at the end does not reach back
            // ログを点検し、不正の有無を調べることは、含まない: all of it
            // 複写し、持ち出してはならない: one object, banned both ways
            let shares = force == Force::Strength(Strength::Prohibited)
                && is_unwanted(&seen.duty)
                && !text[clause.range.end.min(text.len())..].contains(['を', 'は', 'が', 'に']);
            // 紙に書いて貼り出してはならない: one act with what follows it
            pattern!(
                AND_SO,
                needs[["ならない", "なりません", "ならず"]],
                r"^[ぁ-ん]{0,2}[てで][^、。をが]{1,12}[てで]は(?:ならない|なりません|ならず)"
            );
            // 点検して第三者に知らせてはならない: only the second is banned
            pattern!(
                TELLS,
                needs[["知らせ", "送", "渡", "持ち出", "持出", "公表", "漏ら"]],
                r"^[^、。]{0,14}(?:知らせ|送っ|渡し|持ち?出し|公表し|漏らし)て?は(?:ならない|なりません|ならず)"
            );
            let joined = shares
                || AND_SO.is_match(&text[seen.stem.end..]) && !TELLS.is_match(&text[seen.stem.end..])
                || ["、又は", "、若しくは", "ことは、", "ことを禁", "のいずれも"]
                    .iter()
                    .any(|or| text[seen.stem.start..].contains(or))
                || text[seen.stem.start..clause.range.end.max(seen.stem.start)].contains("たり、");
            let force = match force {
                Force::Strength(Strength::Prohibited) | Force::Negated if !joined => Force::Strength(Strength::Duty),
                other => other,
            };
            (force, seen.whole_ending)
        }
        Form::Attribute => return None,
        Form::Embedded(_) => return None,
    };
    Some(force)
}
