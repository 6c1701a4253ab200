//! Who can hold or perform a duty.

/// A party to a duty, after names and letters (甲, 当社, システム管理者 …) have been bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The hospital or anyone who works for it.
    Hospital,
    /// The vendor whose paper or contract it is.
    Vendor,
    /// Someone the vendor hands work to.
    Subcontractor,
    /// Anyone else: carrier, tool maker, authority, patient.
    Third,
    /// Hospital and vendor, each or together.
    Both,
    /// The one or the other.
    Either,
    /// The paper names nobody.
    Unstated,
}

impl Party {
    /// Every party, in the order of the reports.
    pub const ALL: [Party; 7] = [
        Party::Hospital,
        Party::Vendor,
        Party::Subcontractor,
        Party::Third,
        Party::Both,
        Party::Either,
        Party::Unstated,
    ];

    /// The word used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Party::Hospital => "hospital",
            Party::Vendor => "vendor",
            Party::Subcontractor => "subcontractor",
            Party::Third => "third",
            Party::Both => "both",
            Party::Either => "either",
            Party::Unstated => "unstated",
        }
    }

    /// The word a Japanese reader sees.
    pub fn ja(self) -> &'static str {
        match self {
            Party::Hospital => "医療機関",
            Party::Vendor => "事業者",
            Party::Subcontractor => "再委託先",
            Party::Third => "第三者",
            Party::Both => "双方",
            Party::Either => "いずれか",
            Party::Unstated => "記載なし",
        }
    }

    /// Hospital for vendor and the reverse; every other party stays.
    pub fn other(self) -> Party {
        match self {
            Party::Hospital => Party::Vendor,
            Party::Vendor => Party::Hospital,
            party => party,
        }
    }
}
