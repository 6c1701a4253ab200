//! A hospital's rules by duty, with the posts left blank. In: the catalogue's proposals and the hospital's name. Out: a docx file.

use zip::result::ZipError;

use super::{Head, POST, areas};
use crate::catalogue::{Catalogue, Duty, Names, Remedy};
use crate::model::Date;
use crate::report::docx::{Block, write};

/// The title, by which the paper is recognised as rules.
const TITLE: &str = "医療情報システム運用管理規程";
/// How to fill it in; to be taken out before the rules are put in force.
const HOW: &str = "(ひな形の使い方) 〔　〕の中を職名に、【　】の中の例を実情に書き換えてください。要らない条は消してください。\
                   書き換えるまでは、どの条の担当も決まっていないものとして扱われます。この段落は、使うときに消してください。";

/// The rules, one article a duty that a hospital can take up, in the order of the catalogue.
///
/// # Errors
/// The file would be larger than an archive may be.
pub fn rules(catalogue: &Catalogue, head: &Head, day: Date) -> Result<Vec<u8>, ZipError> {
    let names = Names::plain(head.system());
    let mut blocks = vec![Block::Title(format!("{}{TITLE}", named(head))), Block::Text(HOW.to_owned())];
    let mut article = 1;
    let mut say = |blocks: &mut Vec<Block>, title: &str, words: String| {
        blocks.push(Block::Text(format!("第{article}条({title}) {words}")));
        article += 1;
    };
    blocks.push(Block::Heading("第1章 総則".to_owned()));
    let purpose = "この規程は、医療情報システムの安全管理に関する業務と、その業務を行う者を定める。";
    say(&mut blocks, "目的", purpose.to_owned());
    let ruled = areas(catalogue).into_iter().filter_map(|(heading, duties)| {
        let article = |(duty, remedy): (&Duty, Option<&Remedy>)| Some((duty.title_ja.clone(), remedy?.work(&names)?));
        let articles: Vec<(String, String)> = duties.into_iter().filter_map(article).collect();
        (!articles.is_empty()).then_some((heading, articles))
    });
    for (chapter, (heading, articles)) in (2..).zip(ruled) {
        blocks.push(Block::Heading(format!("第{chapter}章 {heading}")));
        for (title, work) in articles {
            say(&mut blocks, &title, format!("{work}は、{POST}が行う。"));
        }
    }
    blocks.push(Block::Heading("附則".to_owned()));
    blocks.push(Block::Text("この規程は、〔　　　　年　　月　　日〕から施行する。".to_owned()));
    write(TITLE, &blocks, day)
}

fn named(head: &Head) -> String {
    head.hospital.as_ref().map(|hospital| format!("{hospital} ")).unwrap_or_default()
}
