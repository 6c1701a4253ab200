//! The source of a prose paper in, its outline out.
//!
//! | line | means |
//! |---|---|
//! | `@numbering automatic` | numbers made by Word (第1条 / 2 / (1) / ア); `sections`: 1. / 1.1 / (1) made by Word; `typed`: half-width, in the text; `rule`: 第１条 in the text |
//! | `= …` `# …` `## …` | title, chapter, heading of an article (or section) |
//! | `…` `- …` `-- …` | paragraph, item, sub-item of the article; a plain paragraph before the first article and after `---` |
//! | `> …` `^ …` | right-aligned, centred |
//! | `| a | b |` | row of a table |
//! | `{-old-}` `{+new+}` | words deleted and inserted as tracked changes, anywhere |

use super::Fault;

/// Who writes the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Word: articles, paragraphs, items.
    Automatic,
    /// Word: numbered sections and subsections.
    Sections,
    /// The writer, in half-width digits after the article's heading.
    Typed,
    /// The writer, in full-width digits below a heading in brackets.
    Rule,
}

/// One block of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Title of the paper.
    Title(String),
    /// Heading of a chapter.
    Chapter(String),
    /// An article: its heading and its paragraphs.
    Article(String, Vec<Clause>),
    /// A paragraph outside articles.
    Plain(String),
    /// A right-aligned paragraph.
    Right(String),
    /// A centred paragraph.
    Centre(String),
    /// A table, as rows of cells; the first row is the head.
    Table(Vec<Vec<String>>),
}

/// A paragraph of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// 項
    Paragraph(String),
    /// 号
    Item(String),
    /// ア, イ …
    SubItem(String),
    /// A table inside the article.
    Table(Vec<Vec<String>>),
}

/// A whole paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Who writes the numbers.
    pub numbering: Numbering,
    /// The blocks in order.
    pub blocks: Vec<Block>,
}

/// Reads the source of a prose paper.
pub fn parse(source: &str) -> Result<Outline, Fault> {
    let mut outline = Outline { numbering: Numbering::Typed, blocks: Vec::new() };
    let mut inside = false;
    for (index, line) in source.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let fault = |what: &str| -> Fault { format!("line {}: {what}", index + 1).into() };
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        let text = rest.to_owned();
        match mark {
            "@numbering" => outline.numbering = numbering(rest).ok_or_else(|| fault("no such numbering"))?,
            "=" => outline.blocks.push(Block::Title(text)),
            "#" => {
                outline.blocks.push(Block::Chapter(text));
                inside = false;
            }
            "##" => {
                outline.blocks.push(Block::Article(text, Vec::new()));
                inside = true;
            }
            "---" => inside = false,
            ">" => outline.blocks.push(Block::Right(text)),
            "^" => outline.blocks.push(Block::Centre(text)),
            "|" => add_row(&mut outline.blocks, inside, cells(rest)),
            _ => match (inside.then_some(()).and(outline.blocks.last_mut()), mark) {
                (Some(Block::Article(_, clauses)), "-") => clauses.push(Clause::Item(text)),
                (Some(Block::Article(_, clauses)), "--") => clauses.push(Clause::SubItem(text)),
                (Some(Block::Article(_, clauses)), _) => clauses.push(Clause::Paragraph(line.to_owned())),
                (_, "-" | "--") => return Err(fault("an item needs an article")),
                _ => outline.blocks.push(Block::Plain(line.trim_start_matches('~').to_owned())),
            },
        }
    }
    Ok(outline)
}

fn numbering(word: &str) -> Option<Numbering> {
    Some(match word {
        "automatic" => Numbering::Automatic,
        "sections" => Numbering::Sections,
        "typed" => Numbering::Typed,
        "rule" => Numbering::Rule,
        _ => return None,
    })
}

fn cells(row: &str) -> Vec<String> {
    row.trim_end().trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn add_row(blocks: &mut Vec<Block>, inside: bool, row: Vec<String>) {
    if inside && let Some(Block::Article(_, clauses)) = blocks.last_mut() {
        match clauses.last_mut() {
            Some(Clause::Table(rows)) => rows.push(row),
            _ => clauses.push(Clause::Table(vec![row])),
        }
    } else if let Some(Block::Table(rows)) = blocks.last_mut() {
        rows.push(row);
    } else {
        blocks.push(Block::Table(vec![row]));
    }
}
