//! What is sought in the window, in a person's words.

use std::fmt;

/// How `find.js` finds an element; made by the functions below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) role: String,
    /// Which of several, from 0.
    pub(super) nth: usize,
}

impl Sought {
    fn new(kind: &'static str, name: &str, role: &str) -> Self {
        Self { kind, name: name.to_owned(), role: role.to_owned(), nth: 0 }
    }

    /// Another than the first of those that fit, counted from 0.
    #[must_use]
    pub fn nth(mut self, nth: usize) -> Self {
        self.nth = nth;
        self
    }
}

impl fmt::Display for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, role, nth } = self;
        write!(f, "{} {name:?}", if role.is_empty() { *kind } else { role.as_str() })?;
        if *nth > 0 { write!(f, " (number {nth} from 0)") } else { Ok(()) }
    }
}

/// Something by its role and its whole name as a screen reader says it; an empty name fits all.
#[must_use]
pub fn role(role: &str, name: &str) -> Sought {
    Sought::new("role", name, role)
}

/// A button by its whole name.
#[must_use]
pub fn button(name: &str) -> Sought {
    role("button", name)
}

/// A link by its whole name.
#[must_use]
pub fn link(name: &str) -> Sought {
    role("link", name)
}

/// A heading by its whole text.
#[must_use]
pub fn heading(name: &str) -> Sought {
    role("heading", name)
}

/// Something to fill in, by its whole label.
#[must_use]
pub fn field(label: &str) -> Sought {
    Sought::new("field", label, "")
}

/// The innermost element that shows these words.
#[must_use]
pub fn text(words: &str) -> Sought {
    Sought::new("text", words, "")
}

/// An element with this `data-test`, for the few that have no name.
#[must_use]
pub fn test_id(id: &str) -> Sought {
    Sought::new("test", id, "")
}

/// An element by a CSS selector, where nothing else will do.
#[must_use]
pub fn css(selector: &str) -> Sought {
    Sought::new("css", selector, "")
}
