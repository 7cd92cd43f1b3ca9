//! What the guard looks for.

use lectern_model::Level;

/// What may not be told about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Number of a library card: 14 digits that begin with 2.
    PatronBarcode,
    /// Number of a copy: 14 digits that begin with 3.
    ItemBarcode,
    /// Number of a card of another format.
    OtherCard,
    /// A PIN or a password.
    Pin,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A street address.
    Address,
    /// A birth date.
    BirthDate,
    /// What somebody borrows, has reserved or owes.
    Circulation,
    /// What somebody asked or reads about, where the topic is nobody's business.
    Interest,
    /// That somebody came to a programme that tells of their troubles.
    Programme,
    /// A child's name with age or school.
    Child,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::PatronBarcode,
        Self::ItemBarcode,
        Self::OtherCard,
        Self::Pin,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::BirthDate,
        Self::Circulation,
        Self::Interest,
        Self::Programme,
        Self::Child,
    ];

    /// Stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PatronBarcode => "patron_barcode",
            Self::ItemBarcode => "item_barcode",
            Self::OtherCard => "other_card",
            Self::Pin => "pin",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::BirthDate => "birth_date",
            Self::Circulation => "circulation",
            Self::Interest => "interest",
            Self::Programme => "programme",
            Self::Child => "child",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// How much it matters in what goes out.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::PatronBarcode | Self::Pin | Self::Circulation => Level::Stop,
            _ => Level::Warn,
        }
    }

    /// Whether it is a detail that can be covered: the others are statements.
    #[must_use]
    pub fn is_covered(self) -> bool {
        !matches!(self, Self::Circulation | Self::Interest | Self::Programme | Self::Child)
    }

    /// Whether it lets others into an account, or tells a copy from all others.
    #[must_use]
    pub fn is_secret(self) -> bool {
        matches!(self, Self::PatronBarcode | Self::ItemBarcode | Self::OtherCard | Self::Pin)
    }

    /// The name of the check that tells of it.
    #[must_use]
    pub fn check(self) -> &'static str {
        match self {
            Self::PatronBarcode => "privacy_patron_barcode",
            Self::ItemBarcode => "privacy_item_barcode",
            Self::OtherCard => "privacy_other_card",
            Self::Pin => "privacy_pin",
            Self::Phone => "privacy_phone",
            Self::Email => "privacy_email",
            Self::Address => "privacy_address",
            Self::BirthDate => "privacy_birth_date",
            Self::Circulation => "privacy_circulation",
            Self::Interest => "privacy_interest",
            Self::Programme => "privacy_programme",
            Self::Child => "privacy_child",
        }
    }
}
