//! What a paper does to others while it is read: the changes that its sentences make there, kept beside its claims; and whether it
//! does so yet. In: a sentence. Out: an amendment, and the words that still speak for the paper itself.

use super::amend::{self, Names};
use super::cite;
use super::claim;
use super::cut::sentences;
use super::outline::Node;
use super::reader::Reader;
use super::sentence;
use crate::model::{Amendment, Amends, Claim, Date, Kind, Level};
use crate::text::normal;

/// Letters of what is left of a changing sentence that says nothing more: 改め、.
const SHORTEST_REST: usize = 8;

impl Reader<'_> {
    /// Keeps what a sentence changes in other papers, and gives what else it says; none where it says nothing else.
    pub(super) fn changes_elsewhere(&mut self, index: usize, words: String, quote: &str) -> Option<String> {
        if self.base.level() != Level::Binding {
            return Some(words);
        }
        let found = amend::changes(&words, &self.names);
        for said in found.said {
            let what = match said.what {
                Amends::Anew { aside, .. } => {
                    Amends::Anew { said: self.tried(index, said.tried.as_deref(), quote), aside }
                }
                what => what,
            };
            let paper = if said.paper.is_empty() { self.names.usual.clone().unwrap_or_default() } else { said.paper };
            self.amendments.push(Amendment {
                described: self.names.described(&paper),
                paper,
                units: said.units,
                what,
                place: self.place(index),
                text: quote.to_owned(),
            });
        }
        match found.rest {
            Some(rest) => (rest.chars().count() > SHORTEST_REST).then(|| format!("{rest}。")),
            None => Some(words),
        }
    }

    /// What a sentence says of work that is known: the claim that stands for any work of which it says the same.
    fn tried(&self, index: usize, words: Option<&str>, quote: &str) -> Option<Box<Claim>> {
        let silent = self.silent(index, words?);
        let outcome = sentence::read(words?, &self.around("", silent), false);
        let first = outcome.statements.into_iter().find(|statement| statement.duty.as_str() == "bck.take")?;
        Some(Box::new(claim(first, quote.to_owned(), self.place(index))))
    }
}

/// Why a paper that changes others holds on no words of its own on that day: not yet in force, or no longer; and what to say of it.
pub(super) fn out_of_force(nodes: &[Node], names: &Names, kind: Kind, as_of: Option<Date>) -> Option<(String, String)> {
    let today = as_of.filter(|_| kind == Kind::Memorandum || names.amends)?;
    let term = cite::term_of_paper(nodes)?;
    if let Some(from) = term.0.filter(|from| *from > today) {
        let news = format!(
            "この文書は{from}から効力を生じるため、評価日の時点では、その内容も他の文書の改定も数えていません。"
        );
        return Some((format!("未施行({from}から)"), news));
    }
    let to = term.1.filter(|to| *to < today)?;
    let changes = nodes.iter().any(|node| {
        let words = normal(&node.text);
        let ranges = sentences(&words);
        ranges.into_iter().any(|range| !amend::changes(&words[range], names).said.is_empty())
    });
    changes.then(|| {
        let news = format!(
            "この文書は{to}に効力を失っているため、評価日の時点では、その内容も他の文書の改定も数えていません。"
        );
        (format!("失効({to}まで)"), news)
    })
}
