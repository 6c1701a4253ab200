//! Prose to claims: who has which duty, how strongly, under which condition. In: what a container held. Out: [`Reading`].
//!
//! One step a file; `docs/reading.md` goes through them in order. `reader` walks through the units and calls the others.

mod amend;
mod answer;
mod aside;
mod below;
mod beside;
mod carry;
mod cells;
mod cite;
mod class;
mod column;
mod condition;
mod cut;
mod definitions;
mod describe;
mod doer;
mod draft;
mod elsewhere;
mod ending;
mod force;
mod form;
mod grid;
#[cfg(test)]
mod hostile;
mod idle;
mod ignored;
mod inside;
mod kind;
mod label;
mod later;
mod lead;
mod learnt;
mod legend;
mod level;
mod liability;
mod lines;
mod names;
mod naming;
mod negation;
#[cfg(test)]
mod neighbours;
mod notes;
mod noun;
mod open;
mod outline;
mod pairs;
mod party;
mod passing;
mod phrase;
mod piece;
mod predicate;
mod question;
mod rank;
mod reach;
mod reader;
mod rebound;
mod reword;
mod seen;
mod sentence;
#[cfg(test)]
mod shapes;
mod sides;
mod silent;
mod statement;
mod step;
mod table;
mod titled;
mod titles;
mod trade;
mod turn;
mod weigh;

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::model::{
    Amendment, Amends, Block, Claim, Content, Date, Header, Kind, Notice, Party, Place, Precedence, Quote, Source, Unit,
};
use crate::text::normal;
pub use reword::{Rewording, reworded};

use label::Mark;
use outline::Node;
use reader::Reader;
use statement::Statement;

/// What reading a prose paper gave.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The kind of paper.
    pub kind: Kind,
    /// Why it was taken for that kind.
    pub kind_reason: String,
    /// Title, parties and term.
    pub header: Header,
    /// Its units.
    pub units: Vec<Unit>,
    /// What it says, in the order of places.
    pub claims: Vec<Claim>,
    /// Clauses of precedence.
    pub precedence: Vec<Precedence>,
    /// What it changes in other papers.
    pub amendments: Vec<Amendment>,
    /// What could not be understood.
    pub notices: Vec<Notice>,
}

/// The kind of a prose paper and why, without reading all of it.
pub fn recognise(source: &Source) -> (Kind, String) {
    kind::recognise(&outline::outline(&blocks(source)))
}

fn blocks(source: &Source) -> Vec<Block> {
    match &source.content {
        Content::Flow(blocks) => blocks.clone(),
        Content::Book(grids) => grids.iter().filter(|grid| !grid.hidden).flat_map(crate::read::flow_of).collect(),
        Content::Nothing => Vec::new(),
    }
}

/// パソコンレンタル契約書: about personal computers, by its title, and no server is named anywhere.
fn of_terminals(nodes: &[Node]) -> bool {
    let title = nodes.first().map(|node| normal(&node.text)).unwrap_or_default();
    let title = title.lines().next().unwrap_or_default();
    ["パソコン", "端末", "PC", "タブレット"].iter().any(|machine| title.contains(machine))
        && !nodes.iter().any(|node| normal(&node.text).contains("サーバ"))
}

/// Reads a prose paper. `kind` overrules recognition. `as_of` decides which articles are in force; without it all are.
pub fn read(source: &Source, kind: Option<Kind>, catalogue: &Catalogue, as_of: Option<Date>) -> Reading {
    read_nodes(outline::outline(&blocks(source)), kind, catalogue, as_of)
}

fn read_nodes(nodes: Vec<Node>, kind: Option<Kind>, catalogue: &Catalogue, as_of: Option<Date>) -> Reading {
    let (kind, kind_reason) = match kind {
        Some(kind) => (kind, "指定による".to_owned()),
        None => kind::recognise(&nodes),
    };
    let mut bindings = rebound::bindings(&nodes, kind, catalogue).into_iter();
    let (_, parties) = bindings.next().unwrap_or_else(|| (0, party::Parties::new(kind)));
    let names = amend::names(&nodes, kind);
    let mut reader = Reader {
        catalogue,
        parties,
        rebound: bindings.collect(),
        base: kind,
        kind,
        nodes: &nodes,
        leads: BTreeMap::new(),
        led_by: Vec::with_capacity(nodes.len()),
        children: children(&nodes),
        by_unit: by_unit(&nodes),
        agent: None,
        before: String::new(),
        before_agent: None,
        article_before: None,
        asked: None,
        denied: None,
        of_terminals: of_terminals(&nodes),
        article: None,
        claims: Vec::new(),
        units: Vec::new(),
        notices: Vec::new(),
        suspended: cite::suspended(&nodes, as_of),
        out_of_force: elsewhere::out_of_force(&nodes, &names, kind, as_of),
        names,
        amendments: Vec::new(),
        set_aside: [rank::set_aside(&nodes), cite::lapsed(&nodes, as_of)].concat(),
        annexes: nodes.iter().filter(|node| node.mark == Mark::Annex).map(|node| node.unit.clone()).collect(),
        legend: legend::Legend::default(),
        body: nodes
            .iter()
            .position(|node| !matches!(node.mark, Mark::Plain | Mark::Bullet) || node.table.is_some())
            .unwrap_or(1)
            .max(1),
        usual: None,
        to_vendors: false,
        authored: nodes.iter().any(|node| node.text.contains("弊社は") || node.text.contains("当社は")),
    };
    // bullets under a title of their own belong to no cover page
    let titled = |&at: &usize| reader.title_over_list(at, &normal(&nodes[at].text)).is_some();
    let first = (1..reader.body.min(nodes.len())).find(titled);
    reader.body = first.unwrap_or(reader.body);
    reader.to_vendors = kind == Kind::Rule && silent::speaks_to_vendors(&nodes[..reader.body.min(nodes.len())]);
    for index in 0..nodes.len() {
        reader.unit(index);
    }
    let Reader { claims, units, mut notices, parties, amendments, out_of_force, suspended, .. } = reader;
    let header = cite::header(&nodes, &parties);
    let mut precedence = rank::precedence(&nodes);
    let is_asleep = |place: &Place| {
        let unit = place.unit.as_deref().unwrap_or_default();
        out_of_force.is_some() || suspended.iter().any(|(article, _)| unit.starts_with(article.as_str()))
    };
    precedence.retain(|clause| !is_asleep(&clause.place));
    for amendment in amendments.iter().filter(|amendment| amendment.what == Amends::Struck) {
        for unit in &amendment.units {
            let is_known =
                precedence.iter().any(|known| known.unit.as_ref() == Some(unit) && known.place == amendment.place);
            if !is_known {
                precedence.push(Precedence {
                    winner: "本書".to_owned(),
                    loser: amendment.paper.clone(),
                    unit: Some(unit.clone()),
                    paper: None,
                    duties: Vec::new(),
                    place: amendment.place.clone(),
                    text: amendment.text.clone(),
                });
            }
        }
    }
    if kind == Kind::Unknown && !nodes.is_empty() {
        notices.push(Notice::new(
            Place::default(),
            "文書の種類を判定できないため、この文書からは分担を読み取っていません。hazama.tomlのkindで種類を指定してください。",
        ));
    }
    Reading { kind, kind_reason, header, units, claims, precedence, amendments, notices }
}

fn by_unit(nodes: &[Node]) -> BTreeMap<&str, Vec<usize>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        places.entry(&node.unit).or_default().push(index);
    }
    places
}

fn children(nodes: &[Node]) -> Vec<bool> {
    let mut has = vec![false; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            has[parent] = true;
        }
        // bullets and tables follow their lead-in as siblings
        if index > 0
            && (matches!(node.mark, Mark::Bullet | Mark::Paren | Mark::Kana | Mark::Circle | Mark::Kanji)
                || node.table.is_some())
            && node.mark != nodes[index - 1].mark
        {
            has[index - 1] = true;
        }
    }
    has
}

fn claim(statement: Statement, quote: String, place: Place) -> Claim {
    Claim {
        id: String::new(),
        document: String::new(),
        duty: statement.duty,
        holder: statement.holder,
        performer: statement.performer,
        strength: statement.strength,
        condition: statement.condition,
        scope: statement.scope,
        half: statement.half,
        pushed: false,
        quote: Quote { text: quote, place },
        confidence: statement.confidence,
        why: statement.why,
    }
}

/// Whose side a name is on by itself in papers of that kind, before any paper defines it.
pub fn side_of(name: &str, kind: Kind) -> Option<Party> {
    party::Parties::new(kind).named(name)
}

/// The article of a unit: 第8条 of 第8条第2項第3号, 3 of 3.2(1).
pub fn article_of(unit: &str) -> String {
    if let Some(at) = unit.find('条') {
        let end = at + '条'.len_utf8();
        let branch: String = unit[end..].chars().take_while(|c| *c == 'の' || c.is_ascii_digit()).collect();
        return format!("{}{}", &unit[..end], if branch.starts_with('の') { branch } else { String::new() });
    }
    unit.split(['(', ' ']).next().unwrap_or(unit).split("第").take(2).collect::<Vec<_>>().join("第")
}
