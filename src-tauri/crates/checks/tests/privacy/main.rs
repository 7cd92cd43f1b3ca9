//! The privacy guard from outside: labelled texts, any text at all, and the wording of what it says.

#[cfg(test)]
mod any_text;
#[cfg(test)]
mod floor;
#[cfg(test)]
mod links;
mod table;
#[cfg(test)]
mod wording;
