//! A database of an older version is brought to this one's form, with everything that was in it.

mod first;
mod notices;
mod place;
mod planning;
