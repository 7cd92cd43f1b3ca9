//! What is handed out is whole, can be read by other programs, and tells of any change.

#[cfg(test)]
mod changed;
#[cfg(test)]
mod made;
#[cfg(test)]
mod program;
#[cfg(test)]
mod read;
