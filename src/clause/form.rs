//! The form in which a verb or a verbal noun stands: does the sentence say that it is done, or only mention it?
//! `predicate` finds it for verbs, `noun` for verbal nouns.

/// What the sentence does with a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// It is the predicate; `at` is where its ending begins.
    Finite {
        /// Byte where the ending begins.
        at: usize,
    },
    /// It goes on to a later predicate and takes that one's ending (…し、…する).
    Coordinate {
        /// Byte where the ending begins.
        at: usize,
    },
    /// It only names what something is done about: 取得の方法, 復元テストの時期.
    Attribute,
    /// A noun that ends an item or a cell.
    Item,
    /// It describes, conditions or aims: nothing is claimed.
    Embedded(Why),
}

/// Why nothing is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// …した記録: a clause before a noun.
    BeforeNoun,
    /// …したときは.
    Condition,
    /// …するため.
    Purpose,
    /// …か否か.
    Question,
    /// …を支援する.
    Support,
    /// …を確認する and every other predicate that is not the act itself.
    Other,
    /// Part of a longer noun: 取得日, 監視装置.
    Compound,
    /// …が望ましい, …とみなす.
    NoForce,
}

/// Direction of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Voice {
    /// 行わせる, 委託する: another does it.
    pub causative: bool,
    /// 行われる.
    pub passive: bool,
    /// 行わない, within the verb itself.
    pub negative: bool,
    /// The predicate is one of exclusion: 含まない, 対象外とする.
    pub excluded: bool,
    /// The predicate leaves it open: 協議して定める, 別紙のとおり.
    pub open: bool,
    /// 努める stands over it.
    pub effort: bool,
}

/// A verb's place in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The form.
    pub form: Form,
    /// The direction.
    pub voice: Voice,
}

impl Use {
    /// Nothing is claimed, for this reason.
    pub fn none(why: Why) -> Use {
        Use { form: Form::Embedded(why), voice: Voice::default() }
    }
}

/// A letter of the syllabary in which endings are written.
pub fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c)
}
